package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer counts no more tokens than the request allows each of its choices. More drift: what
 * servers count they do not all say.
 */
@AutoService(AgreementRule.class)
public final class LimitRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.limit",
          List.of(Severity.DRIFT),
          "An answer counts more tokens than the request allows.",
          "\"completion_tokens\": 40 where the request has \"max_tokens\" as 20",
          "Do not rely on the limit with this server, nor on its count.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Limit rule = agreement.limit();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Limit rule) {
    JsonNode told = AnswerCase.at(answer.answer(), rule.answer());
    if (!told.isIntegralNumber()) {
      return;
    }
    int choices = answer.answer().path(answer.choicesName()).size();
    String name = "";
    long limit = 0;
    for (String each : rule.request()) {
      JsonNode asked = answer.requested(each);
      if (asked.isIntegralNumber() && asked.canConvertToLong() && asked.longValue() > limit) {
        name = each;
        limit = asked.longValue();
      }
    }
    // None, or 0, is no limit of one's own.
    if (name.isEmpty() || choices == 0 || !isMore(told, limit, choices)) {
      return;
    }
    boolean isOther =
        rule.unless().stream()
            .map(answer::requested)
            .anyMatch(asked -> !asked.isMissingNode() && !asked.isNull());
    if (!isOther) {
      answer.add(
          RULE,
          Severity.DRIFT,
          "/" + rule.answer(),
          "expected at most %s, as %s is %s%s; found %s"
              .formatted(
                  BigInteger.valueOf(limit).multiply(BigInteger.valueOf(choices)),
                  name,
                  limit,
                  choices == 1 ? "" : " for each of %d".formatted(choices),
                  told.bigIntegerValue()),
          "limit");
    }
  }

  // More than the limit in each of the choices.
  private static boolean isMore(JsonNode told, long limit, int choices) {
    if (!told.canConvertToLong()) {
      return told.bigIntegerValue().signum() > 0;
    }
    long each = told.longValue() / choices;
    return each > limit || (each == limit && told.longValue() % choices > 0);
  }
}
