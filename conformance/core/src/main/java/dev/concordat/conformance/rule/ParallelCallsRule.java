package dev.concordat.conformance.rule;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import tools.jackson.databind.JsonNode;

/** A choice has one call where the request does not want several at once. More drift. */
final class ParallelCallsRule implements AgreementRule {
  @Override
  public void judge(AnswerCase answer) {
    Agreement.ParallelCalls rule = answer.agreement().parallelCalls();
    JsonNode asked = rule == null ? null : answer.requested(rule.request());
    if (rule == null || asked == null || !asked.isBoolean() || asked.booleanValue()) {
      return;
    }
    for (AnswerCase.Choice choice : answer.choices()) {
      if (choice.calls().isArray() && choice.calls().size() > 1) {
        answer.add(
            "answer.parallel-calls",
            Severity.DRIFT,
            choice.callsPointer(),
            "expected one call, as %s is false; found %d"
                .formatted(rule.request(), choice.calls().size()),
            "parallel-calls");
      }
    }
  }
}
