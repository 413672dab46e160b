package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;

/**
 * Which verdicts fail a test, as the options of {@code concordat check} say it.
 *
 * @param failOn the lightest severity that fails; {@link Severity#UNCHECKED} is as {@link
 *     Severity#VIOLATION}
 * @param allowUnchecked whether what stays unchecked passes
 */
record Tolerance(Severity failOn, boolean allowUnchecked) {
  static final Tolerance DEFAULT = new Tolerance(Severity.VIOLATION, false);

  Tolerance failOn(Severity lightest) {
    return new Tolerance(lightest, allowUnchecked);
  }

  Tolerance allowingUnchecked() {
    return new Tolerance(failOn, true);
  }

  boolean accepts(Judgement judgement) {
    Verdict verdict = judgement.verdict();
    return switch (verdict) {
      case CONFORMS -> true;
      case DRIFTS -> failOn != Severity.DRIFT;
      // The worst finding is an unchecked part, and beside it there may be drift.
      case UNCHECKED ->
          allowUnchecked
              && (failOn != Severity.DRIFT
                  || judgement.findings().stream()
                      .noneMatch(finding -> finding.severity() == Severity.DRIFT));
      case VIOLATES -> false;
    };
  }
}
