package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import dev.concordat.conformance.server.probe.Probe;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the conformance suite against a live server. */
@Command(
    name = "probe",
    description =
        "Runs the conformance suite of a provider against a live server. Each "
            + "case is derived from the contract: requests within it, and such as break "
            + "one constraint. Exit status: 0 no case failed, 1 a case failed or all "
            + "were skipped, 2 wrong usage.",
    footer = {
      "",
      "Examples:",
      "  concordat probe --provider maas --base-url http://127.0.0.1:8000 --token-env API_KEY",
      "  concordat probe --emulator --report junit=build/probe.xml"
    },
    mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
  private static final int LIVE_BUDGET = 200;

  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Whose contract the server is held against. With --emulator, none: all.")
  private @Nullable String provider;

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

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "A .jsonl file to append each exchange to, cleared of secrets.")
  private @Nullable Path record;

  @Option(names = "--format", paramLabel = "NAME", description = "text or json.")
  private String format = "text";

  @Option(
      names = "--verbose",
      description = "Of the form text, each case with all that was found, those that pass too.")
  private boolean verbose;

  @Mixin private ConsoleOptions console = new ConsoleOptions();

  @Mixin private ReportFileOptions reportFiles = new ReportFileOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Map<Outcome, Integer> totals = new EnumMap<>(Outcome.class);
  private int notRecorded;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Contracts contracts = contractOptions.contracts();
    Format<ProbeReport> chosen = Format.of(ProbeReport.FORMATS, format);
    List<Contract> targets = targets(contracts);
    for (Outcome outcome : Outcome.values()) {
      totals.put(outcome, 0);
    }
    try (RecordingWriter writer =
        record == null ? null : RecordingWriter.open(record, contracts.words())) {
      if (!emulated) {
        run(recorded(List.of(live(targets.get(0))), writer), targets, contracts, chosen, line);
      } else {
        try (Emulator emulator = emulator(contracts)) {
          List<Probe> probes = targets.stream().map(target -> emulated(target, emulator)).toList();
          run(recorded(probes, writer), targets, contracts, chosen, line);
        }
      }
    } catch (RecordingException | IOException e) {
      throw new UnusableException("--record: " + e.getMessage());
    }
    if (notRecorded > 0) {
      line.getErr()
          .printf(
              "concordat: %d exchanges could not be cleared of secrets and were not recorded%n",
              notRecorded);
      return Main.FAILED;
    }
    boolean learned =
        totals.entrySet().stream()
            .anyMatch(total -> total.getKey() != Outcome.SKIP && total.getValue() > 0);
    return totals.getOrDefault(Outcome.FAIL, 0) == 0 && learned ? Main.PASSED : Main.FAILED;
  }

  private List<Contract> targets(Contracts contracts) {
    if (budget != null && budget < 1) {
      throw new UnusableException("--budget %d: at least one request is needed".formatted(budget));
    }
    if (timeout <= 0 || timeout > 86_400) {
      throw new UnusableException("--timeout: expected seconds, more than 0 and at most 86400");
    }
    String ids = String.join(", ", contracts.all().stream().map(Contract::provider).toList());
    if (provider == null) {
      if (!emulated) {
        throw new UnusableException("--provider is missing; there are " + ids);
      }
      return contracts.all();
    }
    Contract contract = contracts.of(provider);
    if (contract == null) {
      throw new UnusableException(
          "--provider '%s' is not known; there are %s".formatted(provider, ids));
    }
    return List.of(contract);
  }

  private void run(
      List<Probe> probes,
      List<Contract> targets,
      Contracts contracts,
      Format<ProbeReport> chosen,
      CommandLine line)
      throws InterruptedException {
    Terminal terminal = Terminal.detect(System.getenv());
    PrintWriter out = line.getOut();
    List<ProbeReport> reports = new ArrayList<>();
    ReportSettings settings = console.settings(contracts, terminal, verbose);
    reports.add(chosen.factory().open(out, settings));
    int cases = probes.stream().mapToInt(Probe::size).sum();
    Duration pace = probes.stream().map(Probe::pace).reduce(Duration.ZERO, Duration::plus);
    if (pace.compareTo(Duration.ofMinutes(1)) > 0) {
      line.getErr()
          .printf(
              "concordat: at the documented rate of requests this takes about %d minutes%n",
              pace.toMinutes() + 1);
      line.getErr().flush();
    }
    ProbeProgress progress = new ProbeProgress(line.getErr(), terminal.progress(), cases);
    int requests = 0;
    try (Reports files =
        reportFiles.open(
            (form, into) -> Format.addFile(ProbeReport.FORMATS, form, into, settings, reports),
            line,
            List.of(),
            settings)) {
      ProbeCases judged = new ProbeCases(files);
      reports.add(judged);
      for (int i = 0; i < probes.size(); i++) {
        String id = targets.get(i).provider();
        requests += probes.get(i).run(result -> take(result, id, reports, progress));
      }
      progress.clear();
      for (ProbeReport report : reports) {
        report.end(totals, requests);
      }
    } catch (IOException e) {
      throw new UnusableException("the exchanges cannot be kept: " + e.getMessage());
    }
    if (out.checkError()) {
      throw new UnusableException("the report could not be written");
    }
  }

  private void take(
      CaseResult result, String id, List<ProbeReport> reports, ProbeProgress progress) {
    totals.merge(result.outcome(), 1, Integer::sum);
    progress.clear();
    reports.forEach(report -> report.result(result));
    progress.step(id);
  }

  private List<Probe> recorded(List<Probe> probes, @Nullable RecordingWriter writer) {
    if (writer != null) {
      probes.forEach(probe -> probe.record(exchange -> append(writer, exchange)));
    }
    return probes;
  }

  private void append(RecordingWriter writer, Exchange exchange) throws IOException {
    try {
      writer.append(exchange);
    } catch (RedactionException e) {
      notRecorded++;
    } catch (RecordingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Probe live(Contract contract) {
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

  private Emulator emulator(Contracts contracts) {
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

  private Probe emulated(Contract contract, Emulator emulator) {
    return Probe.of(contract, emulator.url(contract.provider()))
        .model(model)
        .token(emulator.token())
        .accessKey(emulator.accessKey(), emulator.secretKey())
        .timeout(Duration.ofMillis((long) (timeout * 1000)))
        .budget(budget == null ? Integer.MAX_VALUE : budget)
        .unpaced();
  }
}
