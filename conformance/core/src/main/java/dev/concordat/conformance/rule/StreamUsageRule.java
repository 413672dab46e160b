package dev.concordat.conformance.rule;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import tools.jackson.databind.JsonNode;

/** A stream tells the usage where the request asks for it. */
final class StreamUsageRule implements AgreementRule {
  @Override
  public void judge(AnswerCase answer) {
    Agreement.StreamUsage rule = answer.agreement().streamUsage();
    JsonNode request = answer.exchange().requestJson();
    if (rule == null || request == null || !answer.isStream()) {
      return;
    }
    JsonNode asked = AnswerCase.at(request, rule.request());
    boolean isAsked = asked.isBoolean() && asked.booleanValue();
    boolean isTold = answer.answer().path(rule.answer()).isObject();
    // A stream that broke off need not have come to it.
    boolean isWhole = !answer.isPartial() && !answer.exchange().findings().has("stream.terminator");
    if (isAsked && !isTold && isWhole) {
      answer.add(
          "answer.stream-usage",
          Severity.VIOLATION,
          "/" + rule.answer(),
          "expected it in a last chunk, as %s asks for it; found none"
              .formatted(rule.request().replace('/', '.')),
          "stream-usage");
    }
  }
}
