package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A choice tells how likely its tokens were where the request asks for it, and of no more
 * alternatives at each place than it asks for; there may be fewer.
 */
@AutoService(AgreementRule.class)
public final class LogprobsRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.logprobs",
          List.of(Severity.VIOLATION),
          "The request asks how likely the tokens were, and a choice with a text does not say, or"
              + " tells of more alternatives than were asked for.",
          "\"logprobs\": true in the request, and \"logprobs\": null in a choice",
          "Do not rely on it with this server; fewer alternatives than asked for are within the"
              + " specification.");

  private static final String MEMBER = "logprobs";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Logprobs rule = agreement.logprobs();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Logprobs rule) {
    JsonNode asked = answer.requested(rule.request());
    boolean isAsked =
        (asked.isNumber() && asked.doubleValue() > 0)
            || (asked.isBoolean() && asked.booleanValue());
    JsonNode list = answer.answer().path(answer.choicesName());
    for (int i = 0; isAsked && list.isArray() && i < list.size(); i++) {
      choice(answer, rule, list.get(i), "/%s/%d".formatted(answer.choicesName(), i));
    }
  }

  private static void choice(
      AnswerCase answer, Agreement.Logprobs rule, JsonNode choice, String at) {
    JsonNode told = choice.at("/" + rule.answer());
    JsonNode text = choice.at("/" + rule.text());
    String pointer = at + "/" + rule.answer();
    boolean hasText = text.isString() && !text.stringValue().isEmpty();
    if (told.isEmpty()) {
      if (hasText && !answer.isPartial() && !answer.exchange().isUntold(rule.request())) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            pointer,
            "expected how likely the tokens were, as %s asks for it; found none"
                .formatted(rule.request()),
            MEMBER);
      }
      return;
    }
    JsonNode most = answer.requested(rule.most());
    for (int i = 0; most.canConvertToLong() && i < told.size(); i++) {
      String each = rule.each();
      JsonNode alternatives = each == null ? told.get(i) : told.get(i).path(each);
      if (alternatives.size() > most.longValue() + rule.more()) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            pointer + "/" + i + (each == null ? "" : "/" + each),
            "expected at most %d, as %s is %d; found %d"
                .formatted(
                    most.longValue() + rule.more(),
                    rule.most(),
                    most.longValue(),
                    alternatives.size()),
            MEMBER);
      }
    }
  }
}
