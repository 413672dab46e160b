package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
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
  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Whose contract the server is held against. With --emulator, none: all.")
  private @Nullable String provider;

  @Mixin private ProbedServer server = new ProbedServer();

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
      if (!server.isEmulated()) {
        run(
            recorded(List.of(server.live(targets.get(0))), writer),
            targets,
            contracts,
            chosen,
            line);
      } else {
        try (Emulator emulator = server.emulator(contracts)) {
          List<Probe> probes =
              targets.stream().map(target -> server.emulated(target, emulator)).toList();
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
    server.check();
    if (provider == null) {
      if (!server.isEmulated()) {
        throw new UnusableException("--provider is missing; there are " + contracts.ids());
      }
      return contracts.all();
    }
    Contract contract = contracts.of(provider);
    if (contract == null) {
      throw new UnusableException(
          "--provider '%s' is not known; there are %s".formatted(provider, contracts.ids()));
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
}
