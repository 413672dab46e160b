package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A choice says that it ended in order to call tools if and only if it has calls. */
@AutoService(AgreementRule.class)
public final class ToolCallRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.tool-calls",
          List.of(Severity.VIOLATION),
          "A choice says that tools are called and has no calls, or has calls and says otherwise.",
          "\"finish_reason\": \"stop\" beside \"tool_calls\"",
          "Look for the calls whatever the reason says, or report it.");

  private static final String MEMBER = "tool-calls";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    return agreement.toolCalls() == null ? null : Agreed.ofCalls(ToolCallRule::judge);
  }

  private static void judge(AnswerCase answer) {
    for (AnswerCase.Choice choice : answer.choices()) {
      JsonNode value = JsonNodeFactory.instance.stringNode(choice.names().value());
      boolean saysCalls = choice.saysCalls();
      boolean hasCalls = !choice.calls().isEmpty();
      if (saysCalls && !hasCalls && !answer.isPartial()) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            choice.pointer(),
            "expected %s, as the reason is %s; found none".formatted(choice.names().calls(), value),
            MEMBER);
      } else if (hasCalls
          && !saysCalls
          && choice.reason().isString()
          && !choice.isCutOff()
          && !isForced(answer, choice.names())
          && maySay(answer.chunkReason(), value)) {
        reason(answer, choice, value);
      }
    }
  }

  // That a reason is none that is known was said.
  private static void reason(AnswerCase answer, AnswerCase.Choice choice, JsonNode value) {
    String pointer = choice.pointer() + "/" + choice.names().reason();
    if (!answer.exchange().findings().hasViolationAt(answer.part(), pointer)) {
      answer.add(
          RULE,
          Severity.VIOLATION,
          pointer,
          "expected %s, as there are %s; found %s"
              .formatted(value, choice.names().calls(), Explanation.shown(choice.reason())),
          MEMBER);
    }
  }

  private static boolean isForced(AnswerCase answer, Agreement.ToolCalls names) {
    // Of a request that is not at hand nobody knows what it forces.
    return names.forced() != null
        && (answer.exchange().requestJson() == null || answer.requested(names.forced()).isObject());
  }

  // In a stream the reason may have no word for calls.
  private static boolean maySay(@Nullable SchemaNode chunkReason, JsonNode value) {
    return chunkReason == null
        || chunkReason.values().isEmpty()
        || chunkReason.values().contains(value);
  }
}
