package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The text of a choice does not have what was to stop it. Where it ends with that, it was stopped
 * and shows by what, which is a habit of servers.
 */
@AutoService(AgreementRule.class)
public final class StopRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.stop",
          List.of(Severity.VIOLATION, Severity.DRIFT),
          "The text of a choice has what was to stop it. Drift where it ends with that.",
          "\"content\": \"1, 2, 3\" where the request has \"stop\" as \",\"",
          "Cut the text yourself, before the first of the texts that were to stop it.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Stop rule = agreement.stop();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Stop rule) {
    JsonNode asked = answer.requested(rule.request());
    if (rule.unless().stream().anyMatch(name -> answer.requested(name).asBoolean(false))) {
      return;
    }
    JsonNode list = answer.answer().path(answer.choicesName());
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      JsonNode text = AnswerCase.at(list.get(i), rule.text());
      String pointer = "/%s/%d/%s".formatted(answer.choicesName(), i, rule.text());
      for (JsonNode stop : asked.isArray() ? asked : List.of(asked)) {
        if (text.isString() && stop.isString() && !stop.stringValue().isEmpty()) {
          stop(answer, rule, text.stringValue(), stop, pointer);
        }
      }
    }
  }

  private static void stop(
      AnswerCase answer, Agreement.Stop rule, String text, JsonNode stop, String pointer) {
    int at = text.indexOf(stop.stringValue());
    if (at >= 0) {
      boolean isEnd = at + stop.stringValue().length() == text.length();
      answer.add(
          RULE,
          isEnd ? Severity.DRIFT : Severity.VIOLATION,
          pointer,
          "expected the text to end before %s, as %s says; it %s"
              .formatted(
                  Explanation.shown(stop),
                  rule.request(),
                  isEnd ? "ends with it" : "goes on behind it"),
          "stop");
    }
  }
}
