package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
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
    description = {
      "Judges recorded exchanges against the contracts.",
      "Exit status: 0 all passed, 1 findings that fail, 2 wrong usage or an unreadable input."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private enum FailOn {
    VIOLATION,
    DRIFT
  }

  @Mixin private RecordingOptions options = new RecordingOptions();

  @Option(names = "--format", paramLabel = "NAME", description = "text or json.")
  private String format = "text";

  @Option(names = "--fail-on", paramLabel = "WHAT", description = "violation or drift.")
  private FailOn failOn = FailOn.VIOLATION;

  @Option(
      names = "--allow-unchecked",
      description = "Let exchanges pass of which a part met no schema or rule.")
  private boolean allowUnchecked;

  @Spec private @Nullable CommandSpec spec;

  private final Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
  private boolean unreadable;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Contracts contracts = options.contracts();
    Report.Format chosen = Report.Format.of(format);
    List<Inputs.Input> inputs = options.inputs();
    try (PrintWriter out = options.open(line)) {
      Terminal terminal = options.terminal();
      Report report = chosen.factory().open(out, terminal);
      Progress progress = new Progress(line.getErr(), terminal.progress());
      Judge judge = new Judge(contracts, options.provider());
      for (Verdict verdict : Verdict.values()) {
        totals.put(verdict, 0);
      }
      for (Inputs.Input input : inputs) {
        check(input, judge, report, line.getErr(), progress);
      }
      progress.end();
      report.end(totals, judge.coverage());
      if (out.checkError()) {
        throw new UnusableException("the report could not be written");
      }
    }
    return status(line.getErr());
  }

  private void check(
      Inputs.Input input, Judge judge, Report report, PrintWriter err, Progress progress) {
    int index = 0;
    try (RecordingReader reader = input.open()) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        index = entry.index();
        Judgement judgement =
            entry instanceof RecordingReader.Read read
                ? judge.judge(read.exchange())
                : unread("recording.entry", ((RecordingReader.Unread) entry).message());
        count(judgement);
        report.exchange(input.name(), index++, judgement);
        progress.step();
      }
    } catch (RecordingException e) {
      unreadable(input, index, String.valueOf(e.getMessage()), report, err);
    } catch (OutOfMemoryError e) {
      unreadable(input, index, Main.OUT_OF_MEMORY, report, err);
    } catch (IOException e) {
      throw new UnusableException("%s: %s".formatted(input.name(), e.getMessage()));
    }
  }

  private void unreadable(
      Inputs.Input input, int index, String message, Report report, PrintWriter err) {
    unreadable = true;
    err.println("concordat: " + SafeText.of(message));
    Judgement judgement = unread("recording.unreadable", message);
    count(judgement);
    report.exchange(input.name(), index, judgement);
  }

  private static Judgement unread(String rule, String message) {
    return new Judgement(
        null,
        null,
        List.of(new Finding(rule, Severity.UNCHECKED, "recording", "", message, null, null)));
  }

  private void count(Judgement judgement) {
    totals.merge(judgement.verdict(), 1, Integer::sum);
  }

  private int status(PrintWriter err) {
    if (unreadable) {
      return Main.UNUSABLE;
    }
    if (!has(Verdict.CONFORMS) && !has(Verdict.DRIFTS) && !has(Verdict.VIOLATES)) {
      err.println(
          has(Verdict.UNCHECKED)
              ? "concordat: nothing was judged to its end: every exchange stayed unchecked"
              : "concordat: nothing was judged: the recordings have no exchange");
      return Main.FAILED;
    }
    boolean failed =
        has(Verdict.VIOLATES)
            || (has(Verdict.UNCHECKED) && !allowUnchecked)
            || (has(Verdict.DRIFTS) && failOn == FailOn.DRIFT);
    return failed ? Main.FAILED : Main.PASSED;
  }

  private boolean has(Verdict verdict) {
    return totals.getOrDefault(verdict, 0) > 0;
  }
}
