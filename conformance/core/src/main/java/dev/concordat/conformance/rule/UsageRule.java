package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The counts of an answer add up to their total. */
@AutoService(AgreementRule.class)
public final class UsageRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.usage",
          List.of(Severity.DRIFT),
          "The tokens that an answer counts do not add up.",
          "\"prompt_tokens\": 5, \"completion_tokens\": 7, \"total_tokens\": 13",
          "Do not rely on the total; add up the parts.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Usage rule = agreement.usage();
    return rule == null ? null : Agreed.always(answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Usage rule) {
    JsonNode usage = answer.answer().path(rule.answer());
    if (!usage.path(rule.total()).isIntegralNumber()) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String part : rule.parts()) {
      if (!usage.path(part).isIntegralNumber()) {
        return;
      }
      sum = sum.add(usage.path(part).decimalValue());
    }
    JsonNode total = usage.path(rule.total());
    if (sum.compareTo(total.decimalValue()) != 0 && areCounts(answer, rule)) {
      answer.add(
          RULE,
          Severity.DRIFT,
          "/%s/%s".formatted(rule.answer(), rule.total()),
          "expected %s, the sum of %s; found %s"
              .formatted(
                  sum.toPlainString(),
                  String.join(" and ", rule.parts()),
                  Explanation.shown(total)),
          "usage");
    }
  }

  // A number that contradicts its schema is none.
  private static boolean areCounts(AnswerCase answer, Agreement.Usage rule) {
    return Stream.concat(rule.parts().stream(), Stream.of(rule.total()))
        .map(name -> "/%s/%s".formatted(rule.answer(), name))
        .noneMatch(place -> answer.exchange().findings().hasViolationAt(answer.part(), place));
  }
}
