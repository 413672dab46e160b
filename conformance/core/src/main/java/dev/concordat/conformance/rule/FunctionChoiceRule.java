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
import tools.jackson.databind.node.MissingNode;

/**
 * Of a function in the form that came before tools: nothing is called where the request forbids it,
 * the one that it names is called, and the arguments meet its parameters.
 */
@AutoService(AgreementRule.class)
public final class FunctionChoiceRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.function-choice",
          List.of(Severity.VIOLATION, Severity.UNCHECKED),
          "A function in the form that came before tools is called although \"function_call\" is"
              + " none, another than the one it names is, one that the request does not offer is,"
              + " or with arguments that do not meet its parameters.",
          "\"function_call\": {\"name\": \"a\"} in the request, and a message without a call",
          "Send the call's name and arguments to the function only after both were looked at.");

  private static final String MEMBER = "function-choice";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.FunctionChoice rule = agreement.functionChoice();
    return rule == null ? null : Agreed.always(answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.FunctionChoice rule) {
    if (answer.exchange().requestJson() == null) {
      return;
    }
    JsonNode asked = answer.requested(rule.request());
    for (AnswerCase.Choice choice : answer.choices()) {
      JsonNode call = call(choice, rule);
      if (asked.asString("").equals(rule.none()) && call.isObject()) {
        String expected = "expected none, as %s is %s".formatted(rule.request(), rule.none());
        tell(answer, rule, choice, Severity.VIOLATION, expected + "; found a call");
      } else if (function(answer, rule, asked.path(rule.name())) != null) {
        called(answer, rule, choice, asked.path(rule.name()), call);
      } else {
        offered(answer, rule, choice, call.path(rule.name()));
      }
      arguments(answer, rule, choice, call);
    }
  }

  // Some servers have an object of empty texts where nothing is called.
  private static JsonNode call(AnswerCase.Choice choice, Agreement.FunctionChoice rule) {
    JsonNode call = choice.message().path(rule.call());
    return call.path(rule.name()).asString("-").isEmpty() ? MissingNode.getInstance() : call;
  }

  private static void called(
      AnswerCase answer,
      Agreement.FunctionChoice rule,
      AnswerCase.Choice choice,
      JsonNode name,
      JsonNode call) {
    if (call.path(rule.name()).equals(name) || answer.isOpen(choice)) {
      return;
    }
    String expected =
        "expected a call of %s, which %s names".formatted(Explanation.shown(name), rule.request());
    if (choice.isCutOff() && !call.isObject()) {
      String reason = choice.reason().stringValue();
      String untold = "%s; the answer was cut off (%s)".formatted(expected, reason);
      tell(answer, rule, choice, Severity.UNCHECKED, untold);
    } else {
      String found = call.isObject() ? Explanation.shown(call.path(rule.name())) : "none";
      tell(answer, rule, choice, Severity.VIOLATION, "%s; found %s".formatted(expected, found));
    }
  }

  private static void offered(
      AnswerCase answer, Agreement.FunctionChoice rule, AnswerCase.Choice choice, JsonNode name) {
    if (name.isString()
        && function(answer, rule, name) == null
        && !answer.isOpen(choice)
        && !answer.isMixed()
        && !answer.exchange().isUntold(rule.functions() + "/0/" + rule.name())) {
      answer.add(
          RULE,
          Severity.VIOLATION,
          place(rule, choice) + "/" + rule.name(),
          "expected a function that the request offers; found " + Explanation.shown(name),
          MEMBER);
    }
  }

  private static void arguments(
      AnswerCase answer, Agreement.FunctionChoice rule, AnswerCase.Choice choice, JsonNode call) {
    JsonNode function = function(answer, rule, call.path(rule.name()));
    JsonNode parameters = function == null ? null : function.get(rule.parameters());
    JsonNode written = call.path(rule.arguments());
    JsonNode value = written.isString() ? JsonText.of(written.stringValue()).value() : null;
    // The specification says that the model may fail to write JSON.
    if (parameters == null || !parameters.isObject() || value == null || answer.isOpen(choice)) {
      return;
    }
    String pointer = place(rule, choice) + "/" + rule.arguments();
    RequestedSchema.judge(answer.callers(), parameters, value)
        .tell(answer, Telling.ofArguments(RULE, MEMBER, pointer, ""));
  }

  private static @Nullable JsonNode function(
      AnswerCase answer, Agreement.FunctionChoice rule, JsonNode name) {
    for (JsonNode function : answer.requested(rule.functions())) {
      if (name.isString() && function.path(rule.name()).equals(name)) {
        return function;
      }
    }
    return null;
  }

  private static String place(Agreement.FunctionChoice rule, AnswerCase.Choice choice) {
    return "%s/%s/%s".formatted(choice.pointer(), choice.names().message(), rule.call());
  }

  private static void tell(
      AnswerCase answer,
      Agreement.FunctionChoice rule,
      AnswerCase.Choice choice,
      Severity severity,
      String message) {
    answer.add(RULE, severity, place(rule, choice), message, MEMBER);
  }
}
