package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.report.RunSummary;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.report.Tested;
import dev.concordat.conformance.report.WeighedFinding;
import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The cases of a probe as reports of exchanges have them: what fails a case fails the run. */
final class ProbeCases implements ProbeReport {
  private final Reports files;
  private final Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
  private int index;
  private long failing;

  ProbeCases(Reports files) {
    this.files = files;
    for (Verdict verdict : Verdict.values()) {
      totals.put(verdict, 0);
    }
  }

  @Override
  public void result(CaseResult result) {
    boolean isFailed = result.outcome() == Outcome.FAIL;
    List<Finding> findings =
        result.findings().isEmpty() && result.outcome() != Outcome.PASS
            ? List.of(reason(result))
            : result.findings();
    List<WeighedFinding> weighed =
        findings.stream()
            .map(f -> new WeighedFinding(f, isFailed && f.severity() != Severity.DRIFT, null))
            .toList();
    Judgement judgement = new Judgement(result.provider(), result.operation(), findings);
    totals.merge(judgement.verdict(), 1, Integer::sum);
    failing += weighed.stream().filter(WeighedFinding::fails).count();
    String name = result.operation() + ": " + result.name();
    files.exchange(
        new JudgedEntry(
            "probe " + result.provider(),
            index++,
            result.exchange(),
            judgement,
            weighed,
            new Tested(name, name),
            0));
  }

  private static Finding reason(CaseResult result) {
    Severity severity =
        switch (result.outcome()) {
          case FAIL -> Severity.VIOLATION;
          case PASS, WARN -> Severity.DRIFT;
          case SKIP -> Severity.UNCHECKED;
        };
    return new Finding(
        "probe.case", severity, "exchange", "", result.reason(), result.contract(), null);
  }

  @Override
  public void end(Map<Outcome, Integer> outcomes, int requests) {
    String cases = "a probe of %d requests, a case each".formatted(requests);
    files.end(new RunSummary(totals, new SetAside(), new Coverage(), failing, 0, List.of(cases)));
  }
}
