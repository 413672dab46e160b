package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream tells the usage where the request asks for it. */
@AutoService(AgreementRule.class)
public final class StreamUsageRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.stream-usage",
          List.of(Severity.VIOLATION),
          "The request asks for the usage of a stream, and no chunk has it.",
          "A stream without usage where the request has \"stream_options\" with include_usage.",
          "Count for yourself, or report it.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.StreamUsage rule = agreement.streamUsage();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.StreamUsage rule) {
    JsonNode asked = answer.requested(rule.request());
    boolean isAsked = answer.isStream() && asked.isBoolean() && asked.booleanValue();
    boolean isTold = answer.answer().path(rule.answer()).isObject();
    // A stream that broke off need not have come to it.
    boolean isWhole = !answer.isPartial() && !answer.exchange().findings().has("stream.terminator");
    if (isAsked && !isTold && isWhole) {
      answer.add(
          RULE,
          Severity.VIOLATION,
          "/" + rule.answer(),
          "expected it in a last chunk, as %s asks for it; found none"
              .formatted(rule.request().replace('/', '.')),
          "stream-usage");
    }
  }
}
