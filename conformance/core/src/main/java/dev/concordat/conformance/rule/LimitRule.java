package dev.concordat.conformance.rule;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * An answer counts no more tokens than the request allows each of its choices. More drift: what
 * servers count they do not all say.
 */
final class LimitRule implements AgreementRule {
  @Override
  public void judge(AnswerCase answer) {
    Agreement.Limit rule = answer.agreement().limit();
    JsonNode told = rule == null ? null : AnswerCase.at(answer.answer(), rule.answer());
    if (rule == null || told == null || !told.isIntegralNumber()) {
      return;
    }
    boolean isMore =
        rule.unless().stream()
            .map(answer::requested)
            .anyMatch(asked -> !asked.isMissingNode() && !asked.isNull());
    int choices = answer.answer().path(answer.choicesName()).size();
    String name = "";
    BigDecimal limit = BigDecimal.ZERO;
    for (String each : rule.request()) {
      JsonNode asked = answer.requested(each);
      if (asked.isIntegralNumber() && asked.decimalValue().compareTo(limit) > 0) {
        name = each;
        limit = asked.decimalValue();
      }
    }
    // None, or 0, is no limit of one's own.
    if (isMore || name.isEmpty() || choices == 0) {
      return;
    }
    BigDecimal most = limit.multiply(BigDecimal.valueOf(choices));
    if (told.decimalValue().compareTo(most) > 0) {
      answer.add(
          "answer.limit",
          Severity.DRIFT,
          "/" + rule.answer(),
          "expected at most %s, as %s is %s%s; found %s"
              .formatted(
                  most.toPlainString(),
                  name,
                  limit.toPlainString(),
                  choices == 1 ? "" : " for each of %d".formatted(choices),
                  told.decimalValue().toPlainString()),
          "limit");
    }
  }
}
