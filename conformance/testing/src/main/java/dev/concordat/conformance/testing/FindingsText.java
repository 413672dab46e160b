package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings as an assertion's message has them. */
final class FindingsText {
  private FindingsText() {}

  static String of(JudgedExchange judged) {
    return of(judged.name(), judged.judgement());
  }

  /** A line for the exchange and its verdict, and the findings below it, the worst first. */
  static String of(String name, Judgement judgement) {
    StringBuilder text = new StringBuilder();
    text.append(SafeText.of(name)).append(' ').append(verdict(judgement));
    if (!judgement.findings().isEmpty()) {
      text.append(':');
    }
    List<Finding> worstFirst = new ArrayList<>(Together.of(judgement.findings()));
    worstFirst.sort(
        Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::rule));
    for (Finding finding : worstFirst) {
      text.append("\n  %s in %s".formatted(finding.severity().id(), SafeText.of(finding.part())));
      if (!finding.pointer().isEmpty()) {
        text.append(" at ").append(SafeText.of(finding.pointer()));
      }
      text.append(" (%s)".formatted(finding.rule()));
      if (finding.count() > 1) {
        text.append(", %d times, last in ".formatted(finding.count()));
        text.append(SafeText.of(finding.last().part()));
        text.append(finding.last().pointer().isEmpty() ? "" : " at ");
        text.append(SafeText.of(finding.last().pointer()));
      }
      text.append("\n      ").append(SafeText.of(finding.message()));
      if (finding.source() != null) {
        text.append("\n      source: ").append(SafeText.of(finding.source()));
      }
      if (finding.contract() != null) {
        text.append("\n      contract: ").append(SafeText.of(finding.contract()));
      }
    }
    return text.toString();
  }

  private static String verdict(Judgement judgement) {
    String contract =
        judgement.provider() == null
            ? "any contract"
            : "the contract of "
                + judgement.provider()
                + (judgement.operation() == null ? "" : " for " + judgement.operation());
    return switch (judgement.verdict()) {
      case CONFORMS -> "conforms to " + contract;
      case DRIFTS -> "drifts from " + contract;
      case UNCHECKED -> "was not wholly checked against " + contract;
      case VIOLATES -> "violates " + contract;
    };
  }
}
