package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.server.probe.Probe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server that is probed, a live one or the emulator, and how it is reached. */
final class ProbedServer {
  private static final int LIVE_BUDGET = 200;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "The URL below which the contract's paths stand. Without it, the server "
              + "that the contract names.")
  private @Nullable String baseUrl;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model to ask for. Without it, one that the contract names.")
  private @Nullable String model;

  @Option(
      names = "--token-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the bearer token.")
  private @Nullable String tokenEnv;

  @Option(
      names = "--access-key-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the id of the key to sign with.")
  private @Nullable String accessKeyEnv;

  @Option(
      names = "--secret-key-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the secret of that key.")
  private @Nullable String secretKeyEnv;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "The most requests to make; 200 unless given, with --emulator any number.")
  private @Nullable Integer budget;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long an answer may take until it is whole; 120 unless given.")
  private double timeout = 120;

  @Option(names = "--emulator", description = "Run against the emulator, which is started for it.")
  private boolean emulated;

  @Option(
      names = "--fault",
      paramLabel = "NAME[=VALUE]",
      split = ",",
      description = "A fault of the emulator in every answer; see serve.")
  private List<String> faults = new ArrayList<>();

  /** Whether it is the emulator. */
  boolean isEmulated() {
    return emulated;
  }

  /**
   * Checks what was given.
   *
   * @throws UnusableException where a number is out of its range
   */
  void check() {
    if (budget != null && budget < 1) {
      throw new UnusableException("--budget %d: at least one request is needed".formatted(budget));
    }
    if (timeout <= 0 || timeout > 86_400) {
      throw new UnusableException("--timeout: expected seconds, more than 0 and at most 86400");
    }
  }

  /** A probe of a live server. */
  Probe live(Contract contract) {
    if (!faults.isEmpty()) {
      throw new UnusableException("--fault is for the emulator; give --emulator too");
    }
    if (contract.isSigned() && (accessKeyEnv == null || secretKeyEnv == null)) {
      throw new UnusableException(
          "%s signs its requests: --access-key-env and --secret-key-env are needed"
              .formatted(contract.provider()));
    }
    return Probe.of(contract, url(contract))
        .model(model)
        .token(tokenEnv == null ? null : Environment.secret("--token-env", tokenEnv))
        .accessKey(
            accessKeyEnv == null ? null : Environment.secret("--access-key-env", accessKeyEnv),
            secretKeyEnv == null ? null : Environment.secret("--secret-key-env", secretKeyEnv))
        .timeout(Duration.ofMillis((long) (timeout * 1000)))
        .budget(budget == null ? LIVE_BUDGET : budget);
  }

  private String url(Contract contract) {
    if (baseUrl == null) {
      return contract.servers().stream()
          .filter(Server::isLiteral)
          .map(Server::url)
          .findFirst()
          .orElseThrow(
              () ->
                  new UnusableException(
                      "the contract of %s names no server; give one with --base-url"
                          .formatted(contract.provider())));
    }
    try {
      URI uri = URI.create(baseUrl);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return baseUrl;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UnusableException(
        "--base-url: expected http or https, a host and perhaps a path, such as"
            + " http://127.0.0.1:8000/v1, without user or query");
  }

  /** The emulator to probe, started. */
  Emulator emulator(Contracts contracts) {
    if (baseUrl != null || tokenEnv != null || accessKeyEnv != null || secretKeyEnv != null) {
      throw new UnusableException(
          "--emulator has its own address and credentials; --base-url, --token-env,"
              + " --access-key-env and --secret-key-env are for live servers");
    }
    Emulator.Builder builder = Emulator.builder().contracts(contracts);
    try {
      faults.forEach(builder::fault);
    } catch (IllegalArgumentException e) {
      throw new UnusableException("--fault: " + e.getMessage());
    }
    return builder.start();
  }

  /** A probe of the emulator. */
  Probe emulated(Contract contract, Emulator emulator) {
    return Probe.of(contract, emulator.url(contract.provider()))
        .model(model)
        .token(emulator.token())
        .accessKey(emulator.accessKey(), emulator.secretKey())
        .timeout(Duration.ofMillis((long) (timeout * 1000)))
        .budget(budget == null ? Integer.MAX_VALUE : budget)
        .unpaced();
  }
}
