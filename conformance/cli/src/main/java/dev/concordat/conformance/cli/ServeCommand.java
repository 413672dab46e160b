package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the emulator until it is interrupted. */
@Command(
    name = "serve",
    description =
        "Emulates the providers: judges each request and answers as the contract "
            + "says. A request may ask for a fault in the header X-Concordat-Fault. "
            + "Runs until it is interrupted.",
    footer = {
      "",
      "Examples:",
      "  concordat serve --port 8080",
      "  concordat serve --provider intern --fault rate-limit=5"
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "A provider to emulate; may be given more than once. None: all.")
  private List<String> providers = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0, the default, takes a free one.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on; 127.0.0.1 unless given.")
  private String host = "127.0.0.1";

  @Option(names = "--token", paramLabel = "TOKEN", description = "The bearer token to take.")
  private @Nullable String token;

  @Option(
      names = "--token-env",
      paramLabel = "NAME",
      description = "The environment variable that holds that token.")
  private @Nullable String tokenEnv;

  @Option(
      names = "--access-key",
      paramLabel = "ID",
      description = "The id of the key that signatures are verified with.")
  private @Nullable String accessKey;

  @Option(
      names = "--secret-key-env",
      paramLabel = "NAME",
      description = "The environment variable that holds that key's secret.")
  private @Nullable String secretKeyEnv;

  @Option(
      names = "--fault",
      paramLabel = "NAME[=VALUE]",
      split = ",",
      description =
          "A fault in every answer; may be given more than once. "
              + "There are ${COMPLETION-CANDIDATES}.",
      completionCandidates = Faults.class)
  private List<String> faults = new ArrayList<>();

  /** What the help lists, found when it is asked for. */
  static final class Faults implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Emulator.faults().iterator();
    }
  }

  @Mixin private CallerOptions callers = new CallerOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Contracts contracts = contractOptions.contracts();
    try (Emulator emulator = builder(contracts).start()) {
      for (String provider : emulator.providers()) {
        Contract contract = Objects.requireNonNull(contracts.of(provider));
        out.printf("%-8s %s  %s%n", provider, emulator.url(provider), how(contract, emulator));
      }
      out.flush();
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
    return Main.PASSED;
  }

  private Emulator.Builder builder(Contracts contracts) {
    Emulator.Builder builder = Emulator.builder().contracts(contracts).host(host).port(port);
    providers.forEach(builder::provider);
    faults.forEach(builder::fault);
    callers.origins().forEach(builder::allowOrigin);
    callers.hosts().forEach(builder::allowHost);
    if (token != null && tokenEnv != null) {
      throw new UnusableException("--token and --token-env exclude each other");
    }
    String chosen = tokenEnv == null ? token : Environment.secret("--token-env", tokenEnv);
    if (chosen != null) {
      builder.token(chosen);
    }
    if ((accessKey == null) != (secretKeyEnv == null)) {
      throw new UnusableException("--access-key and --secret-key-env belong together");
    }
    if (accessKey != null && secretKeyEnv != null) {
      builder.accessKey(accessKey, Environment.secret("--secret-key-env", secretKeyEnv));
    }
    return builder;
  }

  // What the user gave is not shown again; what is built in is.
  private String how(Contract contract, Emulator emulator) {
    if (contract.isSigned()) {
      return accessKey == null
          ? "signed with access key %s, secret key %s"
              .formatted(emulator.accessKey(), emulator.secretKey())
          : "signed with access key %s".formatted(SafeText.of(accessKey));
    }
    String shown = token == null && tokenEnv == null ? emulator.token() : "and the token given";
    return contract.operations().stream()
        .map(operation -> how(operation, shown))
        .filter(how -> !how.isEmpty())
        .distinct()
        .reduce((one, other) -> one + " or " + other)
        .orElse("without a credential");
  }

  private static String how(Operation operation, String token) {
    return operation.credentials().stream()
        .map(credential -> how(credential, token))
        .collect(Collectors.joining(", "));
  }

  private static String how(Operation.Credential credential, String token) {
    String name = SafeText.of(credential.header());
    String scheme = credential.scheme() == null ? "" : SafeText.of(credential.scheme()) + " ";
    return switch (credential.in()) {
      case "query" -> "?%s=%s".formatted(name, token);
      case "cookie" -> "Cookie: %s=%s".formatted(name, token);
      default -> "%s: %s%s".formatted(name, scheme, token);
    };
  }
}
