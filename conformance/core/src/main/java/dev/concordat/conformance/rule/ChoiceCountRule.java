package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer has as many choices as the request asks for, numbered from 0. */
@AutoService(AgreementRule.class)
public final class ChoiceCountRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.choices",
          List.of(Severity.VIOLATION),
          "The answer has another number of choices than the request asks for, or they are not"
              + " numbered from 0, each once.",
          "Two choices where the request has \"n\" as 3.",
          "Count the choices before they are used.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Choices rule = agreement.choices();
    return rule == null ? null : Agreed.always(answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Choices rule) {
    JsonNode request = answer.exchange().requestJson();
    if (request == null) {
      return;
    }
    JsonNode choices = answer.answer().path(rule.answer());
    if (!choices.isArray()) {
      return;
    }
    JsonNode asked = request.path(rule.request());
    long wanted =
        asked.isNumber() && asked.canConvertToExactIntegral() && asked.canConvertToLong()
            ? asked.longValue()
            : rule.wanted();
    if (rule.each() != null) {
      wanted *= inputs(request.path(rule.each()));
    }
    boolean mayBeMore = answer.isPartial() && choices.size() < wanted;
    if (choices.size() != wanted && !mayBeMore) {
      if (!isUntold(answer, rule)) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            "/" + rule.answer(),
            "expected %d, as the request asks for; found %d".formatted(wanted, choices.size()),
            "choices");
      }
    } else if (rule.key() != null && !answer.isPartial()) {
      keys(answer, choices, rule.answer(), rule.key());
    }
  }

  private static boolean isUntold(AnswerCase answer, Agreement.Choices rule) {
    return answer.exchange().isUntold(rule.request())
        || (rule.each() != null && answer.exchange().isUntold(rule.each() + "/0"));
  }

  // A list of numbers is one input, in tokens; a list of texts or of lists has as many as items.
  private static int inputs(JsonNode input) {
    boolean isOne = !input.isArray() || input.isEmpty() || input.get(0).isNumber();
    return isOne ? 1 : input.size();
  }

  // Whole numbers that are not negative are for the schema to ask for.
  private static void keys(AnswerCase answer, JsonNode choices, String list, String name) {
    if (isInOrder(choices, name)) {
      return;
    }
    Set<BigDecimal> seen = new HashSet<>();
    for (int i = 0; i < choices.size(); i++) {
      JsonNode key = choices.get(i).path(name);
      BigDecimal number = key.isNumber() ? key.decimalValue().stripTrailingZeros() : null;
      if (number == null) {
        continue;
      }
      boolean isBeyond = number.compareTo(BigDecimal.valueOf(choices.size())) >= 0;
      String pointer = "/" + list + "/" + i + "/" + name;
      boolean isWrong = isBeyond || !seen.add(number);
      if (isWrong && !answer.exchange().findings().hasViolationAt(answer.part(), pointer)) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            pointer,
            "expected each %s from 0 to %d once; found %s%s"
                .formatted(
                    name, choices.size() - 1, Explanation.shown(key), isBeyond ? "" : " again"),
            "choices");
      }
    }
  }

  // As they nearly always are.
  private static boolean isInOrder(JsonNode choices, String name) {
    for (int i = 0; i < choices.size(); i++) {
      JsonNode key = choices.get(i).path(name);
      if (!key.isInt() || key.intValue() != i) {
        return false;
      }
    }
    return true;
  }
}
