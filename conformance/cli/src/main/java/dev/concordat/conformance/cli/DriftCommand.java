package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.drift.DriftCollector;
import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.report.RunSummary;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.report.WeighedFinding;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
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

/** Reports what recordings show that the contracts do not say. */
@Command(
    name = "drift",
    description =
        "Reports what recorded exchanges show that the contracts do not say. Exit "
            + "status: 0 the report is made, 2 wrong usage or an unreadable input.",
    footer = {
      "",
      "Examples:",
      "  concordat drift recordings/",
      "  concordat drift recordings/ --provider maas --patch"
    },
    mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {
  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Mixin private RecordingOptions options = new RecordingOptions();

  @Option(names = "--format", paramLabel = "NAME", description = "text or json.")
  private @Nullable String format;

  @Option(
      names = "--patch",
      description =
          "Propose a change of the contract, as an OpenAPI Overlay for a person to "
              + "review. One YAML document for each provider; none where there is nothing "
              + "to propose.")
  private boolean patch;

  @Mixin private ConsoleOptions console = new ConsoleOptions();

  @Mixin private ReportFileOptions reportFiles = new ReportFileOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
  private final SetAside aside = new SetAside();
  private int unread;
  private int leftOut;
  private boolean unreadable;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (patch && format != null) {
      throw new UnusableException("--patch has a form of its own; leave out --format");
    }
    Format.Factory<DriftReport> chosen =
        patch
            ? (out, settings) -> new PatchReport(out)
            : Format.of(DriftReport.FORMATS, format == null ? "text" : format).factory();
    Contracts contracts = contractOptions.contracts(options.named());
    List<Inputs.Input> inputs = Inputs.once(options.inputs());
    DriftCollector collector = new DriftCollector();
    Judge judge = new Judge(contracts, options.named(), collector);
    for (Verdict verdict : Verdict.values()) {
      totals.put(verdict, 0);
    }
    Terminal terminal = options.terminal();
    ReportSettings settings = console.settings(contracts, terminal, false);
    List<DriftReport> own = new ArrayList<>();
    try (PrintWriter out = options.open(line, inputs);
        Reports files =
            reportFiles.open(
                (form, into) -> Format.addFile(DriftReport.FORMATS, form, into, settings, own),
                line,
                inputs,
                settings)) {
      Progress progress = new Progress(line.getErr(), terminal.progress());
      Selection selection =
          new Selection(contractOptions.config(), "drift", contracts, options.named());
      new Judging(judge, collector, selection, options.threads())
          .run(
              inputs,
              (input, outcome) -> {
                take(input, outcome, files, line.getErr());
                progress.step();
              });
      progress.end();
      own.add(0, chosen.open(out, settings));
      own.forEach(report -> report.write(collector.drifts(), totals, aside, unread));
      files.end(new RunSummary(totals, aside, judge.coverage(), 0, 0, List.of()));
      if (out.checkError()) {
        throw new UnusableException("the report could not be written");
      }
    }
    return status(line.getErr());
  }

  private void take(Inputs.Input input, EntryOutcome outcome, Reports files, PrintWriter err) {
    if (outcome instanceof EntryOutcome.Judged judged) {
      take(input, judged, files);
    } else if (outcome instanceof EntryOutcome.Unread) {
      unread++;
    } else if (outcome instanceof EntryOutcome.Unreadable reason) {
      unreadable = true;
      err.println("concordat: " + SafeText.of(reason.message()));
    } else if (outcome instanceof EntryOutcome.Aside set) {
      aside.add(set.route());
    } else {
      leftOut++;
    }
  }

  // What drifts fails nothing, and what violates is for check to say.
  private void take(Inputs.Input input, EntryOutcome.Judged judged, Reports files) {
    Judgement judgement = judged.judgement();
    totals.merge(judgement.verdict(), 1, Integer::sum);
    List<WeighedFinding> findings =
        judgement.findings().stream().map(f -> new WeighedFinding(f, false, null)).toList();
    files.exchange(
        new JudgedEntry(
            input.name(),
            judged.index(),
            judged.exchange(),
            judgement,
            findings,
            null,
            judged.line()));
  }

  private int status(PrintWriter err) {
    if (unread > 0) {
      err.printf(
          "concordat: %s could not be read; check says why%n", TextDriftReport.entries(unread));
    }
    if (unreadable) {
      return Main.UNUSABLE;
    }
    if (totals.values().stream().allMatch(count -> count == 0)) {
      String none =
          leftOut > 0
              ? "every exchange was left out, as the configuration says"
              : "the recordings have no exchange";
      String reason = aside.count() == 0 ? none : "every exchange was set aside: " + aside;
      err.println("concordat: nothing was looked at: " + SafeText.of(reason));
    }
    return Main.PASSED;
  }
}
