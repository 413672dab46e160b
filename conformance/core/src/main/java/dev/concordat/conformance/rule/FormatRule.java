package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.rule.RequestedSchema.Telling;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The content of a whole choice is JSON, after the schema that the request gives, where it asks for
 * that. Only where it asks for the schema to be kept to the letter is another content a violation.
 */
@AutoService(AgreementRule.class)
public final class FormatRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.format",
          List.of(Severity.VIOLATION, Severity.UNCHECKED, Severity.DRIFT),
          "The answer's text is not of the format that the request asks for, JSON or a schema of"
              + " it.",
          "\"content\": \"Sure! Here it is\" where the request has \"response_format\" as"
              + " json_object",
          "Validate the text before it is used; an answer that was cut off has no whole value.");

  private static final String MEMBER = "format";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Format rule = agreement.format();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Format rule) {
    JsonNode asked = answer.requested(rule.request());
    String type = asked.path(rule.type()).asString("");
    boolean isAsked =
        type.equals(rule.object())
            || (type.equals(rule.described())
                && !answer.exchange().isUntold(rule.request() + "/" + rule.schema()));
    if (!isAsked) {
      return;
    }
    for (AnswerCase.Choice choice : answer.choices()) {
      if (answer.isOpen(choice)) {
        continue;
      }
      String reason = choice.reason().asString("");
      JsonNode content = choice.message().path(rule.content());
      String pointer = choice.pointer() + "/" + choice.names().message() + "/" + rule.content();
      if (rule.complete().contains(reason)) {
        content(answer, rule, choice, content, asked, pointer);
      } else if (choice.isCutOff()) {
        answer.add(
            RULE,
            Severity.UNCHECKED,
            pointer,
            "expected the %s that the request asks for; the answer was cut off (%s)"
                .formatted(type, reason),
            MEMBER);
      }
    }
  }

  private static void content(
      AnswerCase answer,
      Agreement.Format rule,
      AnswerCase.Choice choice,
      JsonNode content,
      JsonNode asked,
      String pointer) {
    boolean isOther = choice.message().path(rule.refusal()).isString() || !choice.calls().isEmpty();
    // That it is missing is for the schema to say.
    if (content.isMissingNode() || (!content.isString() && isOther)) {
      return;
    }
    String type = asked.path(rule.type()).asString("");
    JsonNode strict = AnswerCase.at(asked, rule.strict());
    boolean isStrict = type.equals(rule.described()) && strict.isBoolean() && strict.booleanValue();
    Severity severity = isStrict ? Severity.VIOLATION : Severity.DRIFT;
    if (!content.isString()) {
      String message =
          "expected the %s that the request asks for; found %s"
              .formatted(type, Explanation.shown(content));
      answer.add(RULE, severity, pointer, message, MEMBER);
      return;
    }
    JsonNode schema = AnswerCase.at(asked, rule.schema());
    if (type.equals(rule.described())
        && !answer.isThorough()
        && !schema.isMissingNode()
        && RequestedSchema.isClean(answer.callers(), schema, content.stringValue())) {
      return;
    }
    JsonText text = JsonText.of(content.stringValue());
    JsonText.Failure failure = text.failure();
    if (failure != null) {
      boolean mayBeCut =
          rule.cutBy().stream()
              .map(answer::requested)
              .anyMatch(stop -> !stop.isMissingNode() && !stop.isNull());
      answer.add(
          RULE,
          failure.isLimit() || mayBeCut ? Severity.UNCHECKED : severity,
          pointer,
          "expected the %s that the request asks for; found %s: %s%s"
              .formatted(
                  type,
                  Explanation.shown(content),
                  failure.message(),
                  mayBeCut
                      ? "; %s may have cut it".formatted(String.join(" or ", rule.cutBy()))
                      : ""),
          MEMBER);
    } else if (text.value() != null) {
      value(answer, rule, asked, text.value(), severity, pointer);
    }
  }

  private static void value(
      AnswerCase answer,
      Agreement.Format rule,
      JsonNode asked,
      JsonNode value,
      Severity severity,
      String pointer) {
    JsonNode schema = AnswerCase.at(asked, rule.schema());
    if (asked.path(rule.type()).asString("").equals(rule.object())) {
      if (!value.isObject()) {
        answer.add(
            RULE,
            severity,
            pointer,
            "expected a JSON object, which the request asks for; found " + Explanation.shown(value),
            MEMBER);
      }
    } else if (!schema.isMissingNode() && !schema.isNull()) {
      RequestedSchema.judge(answer.callers(), schema, value)
          .tell(
              answer,
              new Telling(
                  RULE, MEMBER, pointer, severity, "content", "what the request gives is", ""));
    }
  }
}
