package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.report.Acceptance;
import dev.concordat.conformance.report.Fingerprint;
import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.report.RunSummary;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.report.WeighedFinding;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.Observer;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Severity;
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

/** Judges recorded exchanges. */
@Command(
    name = "check",
    description =
        "Judges recorded exchanges against the contracts. Exit status: 0 all "
            + "passed, 1 findings that fail, 2 wrong usage or an unreadable input.",
    footer = {
      "",
      "Examples:",
      "  concordat check traffic.har",
      "  concordat check recordings/ --provider maas --fail-on drift",
      "  concordat check recordings/ --report junit=build/concordat.xml --report"
          + " html=build/concordat.html",
      "  concordat check --write-baseline --owner team-llm --reason 'mended in the next release'"
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private enum FailOn {
    VIOLATION,
    DRIFT
  }

  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Mixin private RecordingOptions options = new RecordingOptions();

  @Mixin private BaselineOptions baselineOptions = new BaselineOptions();

  @Mixin private ReportOptions reportOptions = new ReportOptions();

  @Option(names = "--fail-on", paramLabel = "WHAT", description = "violation or drift.")
  private FailOn failOn = FailOn.VIOLATION;

  @Option(
      names = "--allow-unchecked",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Let exchanges pass of which a part met no schema or rule.")
  private boolean allowUnchecked;

  @Spec private @Nullable CommandSpec spec;

  private final Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
  private final SetAside aside = new SetAside();
  private final Failures failures = new Failures();
  private boolean unreadable;
  private final List<String> remarks = new ArrayList<>();
  private long failing;
  private long accepted;
  private int leftOut;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Contracts contracts = contractOptions.contracts(options.named());
    Config config = contractOptions.config();
    Selection selection = new Selection(config, "check", contracts, options.named());
    Severities severities = new Severities(config);
    Baseline baseline = baselineOptions.read(config);
    @Nullable BaselineWriter writer = baselineOptions.writer(baseline);
    List<Inputs.Input> inputs = Inputs.once(options.inputs());
    Terminal terminal = options.terminal();
    ReportSettings settings = reportOptions.settings(contracts, terminal);
    try (PrintWriter out = options.open(line, inputs);
        Reports reports = reportOptions.open(out, line, inputs, settings)) {
      Progress progress = new Progress(line.getErr(), terminal.progress());
      Judge judge = new Judge(contracts, options.named(), Observer.NONE);
      for (Verdict verdict : Verdict.values()) {
        totals.put(verdict, 0);
      }
      Taker taker =
          (file, index, onLine, exchange, judgement) -> {
            Judgement weighed = severities.weigh(judgement);
            JudgedEntry entry =
                new JudgedEntry(
                    file, index, exchange, weighed, findings(weighed, baseline), null, onLine);
            take(entry, writer);
            reports.exchange(entry);
            progress.step();
          };
      new Judging(judge, null, selection, options.threads())
          .run(inputs, (input, outcome) -> take(input, outcome, taker, line.getErr()));
      progress.end();
      remarks(baseline, writer == null);
      reports.end(new RunSummary(totals, aside, judge.coverage(), failing, accepted, remarks));
      if (out.checkError()) {
        throw new UnusableException("the report could not be written");
      }
    }
    remarks.forEach(remark -> line.getErr().println("concordat: " + SafeText.of(remark)));
    if (writer != null) {
      long written = writer.write();
      line.getErr()
          .printf(
              "concordat: %s: %d %s accepted%n",
              baseline.file(), written, written == 1 ? "finding is" : "findings are");
      return unreadable ? Main.UNUSABLE : Main.PASSED;
    }
    return status(line.getErr());
  }

  private void remarks(Baseline baseline, boolean isRead) {
    if (leftOut > 0) {
      remarks.add(
          "%s left out, as the configuration says"
              .formatted(leftOut == 1 ? "1 exchange was" : leftOut + " exchanges were"));
    }
    if (isRead) {
      remarks.addAll(baseline.remarks());
    }
  }

  /** Takes what was said of an entry of a recording. */
  private interface Taker {
    void take(String file, int index, int line, @Nullable Exchange exchange, Judgement judgement);
  }

  private void take(Inputs.Input input, EntryOutcome outcome, Taker taker, PrintWriter err) {
    String file = input.name();
    if (outcome instanceof EntryOutcome.Judged judged) {
      taker.take(file, judged.index(), judged.line(), judged.exchange(), judged.judgement());
    } else if (outcome instanceof EntryOutcome.Unread unread) {
      Judgement judgement = unread("recording.entry", unread.message());
      taker.take(file, unread.index(), unread.line(), null, judgement);
    } else if (outcome instanceof EntryOutcome.Unreadable reason) {
      taker.take(file, reason.index(), 0, null, unreadable(reason.message(), err));
    } else if (outcome instanceof EntryOutcome.Aside set) {
      aside.add(set.route());
    } else {
      leftOut++;
    }
  }

  private Judgement unreadable(String message, PrintWriter err) {
    unreadable = true;
    err.println("concordat: " + SafeText.of(ReportMask.line(message)));
    return unread(BaselineWriter.UNREADABLE, message);
  }

  private static Judgement unread(String rule, String message) {
    return new Judgement(
        null, null, List.of(Finding.unchecked(rule, "recording", ReportMask.line(message))));
  }

  private List<WeighedFinding> findings(Judgement judgement, Baseline baseline) {
    List<WeighedFinding> weighed = new ArrayList<>();
    for (Finding finding : judgement.findings()) {
      Acceptance acceptance = baseline.accepting(finding, judgement);
      weighed.add(
          new WeighedFinding(finding, acceptance == null && fails(finding.severity()), acceptance));
    }
    return weighed;
  }

  private void take(JudgedEntry entry, @Nullable BaselineWriter writer) {
    totals.merge(entry.verdict(), 1, Integer::sum);
    if (entry.fails()) {
      failures.add(entry);
    }
    for (WeighedFinding weighed : entry.findings()) {
      accepted += weighed.acceptance() == null ? 0 : 1;
      failing += weighed.fails() ? 1 : 0;
      if (writer != null && weighed.fails()) {
        writer.take(Fingerprint.of(weighed.finding(), entry.judgement()));
      }
    }
  }

  private boolean fails(Severity severity) {
    return switch (severity) {
      case VIOLATION -> true;
      case UNCHECKED -> !allowUnchecked;
      case DRIFT -> failOn == FailOn.DRIFT;
    };
  }

  private int status(PrintWriter err) {
    if (unreadable) {
      return Main.UNUSABLE;
    }
    if (!has(Verdict.CONFORMS) && !has(Verdict.DRIFTS) && !has(Verdict.VIOLATES)) {
      err.println("concordat: " + SafeText.of(nothingJudged()));
      return Main.FAILED;
    }
    if (failures.isEmpty()) {
      return Main.PASSED;
    }
    err.println("concordat: " + SafeText.of(failures.toString()));
    return Main.FAILED;
  }

  private String nothingJudged() {
    if (has(Verdict.UNCHECKED)) {
      return "nothing was judged to its end: every exchange stayed unchecked";
    }
    if (aside.count() > 0) {
      return "nothing was judged: every exchange was set aside: %s; name the provider of a host with --provider ID=HOST"
          .formatted(aside);
    }
    return leftOut > 0
        ? "nothing was judged: every exchange was left out, as the configuration says"
        : "nothing was judged: the recordings have no exchange";
  }

  private boolean has(Verdict verdict) {
    return totals.getOrDefault(verdict, 0) > 0;
  }
}
