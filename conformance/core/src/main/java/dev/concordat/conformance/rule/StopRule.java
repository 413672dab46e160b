package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The text of a choice does not have what was to stop it. Where it ends with that, it was stopped
 * and shows by what, which is a habit of servers.
 */
final class StopRule implements AgreementRule {
  @Override
  public void judge(AnswerCase answer) {
    Agreement.Stop rule = answer.agreement().stop();
    JsonNode asked = rule == null ? null : answer.requested(rule.request());
    if (rule == null || asked == null || asked.isMissingNode()) {
      return;
    }
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
          "answer.stop",
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
