package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.math.BigDecimal;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The counts of an answer add up to their total. */
final class UsageRule implements AgreementRule {
  @Override
  public void judge(AnswerCase answer) {
    Agreement.Usage rule = answer.agreement().usage();
    JsonNode usage = rule == null ? null : answer.answer().path(rule.answer());
    if (rule == null || usage == null || !usage.path(rule.total()).isIntegralNumber()) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String part : rule.parts()) {
      if (!usage.path(part).isIntegralNumber()) {
        return;
      }
      sum = sum.add(usage.path(part).decimalValue());
    }
    JsonNode total = usage.path(rule.total());
    if (sum.compareTo(total.decimalValue()) != 0 && areCounts(answer, rule)) {
      answer.add(
          "answer.usage",
          Severity.DRIFT,
          "/%s/%s".formatted(rule.answer(), rule.total()),
          "expected %s, the sum of %s; found %s"
              .formatted(
                  sum.toPlainString(),
                  String.join(" and ", rule.parts()),
                  Explanation.shown(total)),
          "usage");
    }
  }

  // A number that contradicts its schema is none.
  private static boolean areCounts(AnswerCase answer, Agreement.Usage rule) {
    return Stream.concat(rule.parts().stream(), Stream.of(rule.total()))
        .map(name -> "/%s/%s".formatted(rule.answer(), name))
        .noneMatch(place -> answer.exchange().findings().hasViolationAt(answer.part(), place));
  }
}
