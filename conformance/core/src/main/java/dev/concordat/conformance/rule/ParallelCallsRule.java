package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A choice has one call where the request does not want several at once. More drift. */
@AutoService(AgreementRule.class)
public final class ParallelCallsRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.parallel-calls",
          List.of(Severity.DRIFT),
          "The request wants one call at most, and a choice has several.",
          "Two calls where the request has \"parallel_tool_calls\" as false",
          "Be ready for several calls, or take the first and ask again.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.ParallelCalls rule = agreement.parallelCalls();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.ParallelCalls rule) {
    JsonNode asked = answer.requested(rule.request());
    if (!asked.isBoolean() || asked.booleanValue()) {
      return;
    }
    for (AnswerCase.Choice choice : answer.choices()) {
      if (choice.calls().isArray() && choice.calls().size() > 1) {
        answer.add(
            RULE,
            Severity.DRIFT,
            choice.callsPointer(),
            "expected one call, as %s is false; found %d"
                .formatted(rule.request(), choice.calls().size()),
            "parallel-calls");
      }
    }
  }
}
