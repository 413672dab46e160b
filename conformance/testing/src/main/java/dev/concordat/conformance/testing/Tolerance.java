package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;

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
    return judgement.findings().stream().noneMatch(finding -> fails(finding.severity()));
  }

  /** Whether a finding of this weight fails. */
  boolean fails(Severity severity) {
    return switch (severity) {
      case VIOLATION -> true;
      case UNCHECKED -> !allowUnchecked;
      case DRIFT -> failOn == Severity.DRIFT;
    };
  }
}
