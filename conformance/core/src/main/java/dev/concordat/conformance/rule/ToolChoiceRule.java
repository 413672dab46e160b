package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Nothing is called where the request forbids it, and what it demands to have called is called. */
@AutoService(AgreementRule.class)
public final class ToolChoiceRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.tool-choice",
          List.of(Severity.VIOLATION, Severity.UNCHECKED),
          "The request forces a call of a tool, or forbids calls, and the answer does otherwise.",
          "An answer with tool_calls where the request has \"tool_choice\" as none.",
          "Look at the calls whatever was asked for, or report it.");

  private static final String MEMBER = "tool-choice";

  /** A tool as a choice and a call name it: {@code {type: function, function: {name: f}}}. */
  private record Tool(String kind, JsonNode name) {
    static @Nullable Tool of(JsonNode json, Agreement.ToolChoice rule) {
      JsonNode kind = json.path(rule.type());
      JsonNode name = json.path(kind.asString("")).path(rule.name());
      return kind.isString() && name.isString() ? new Tool(kind.stringValue(), name) : null;
    }

    @Override
    public String toString() {
      return "%s %s".formatted(kind, Explanation.shown(name));
    }
  }

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.ToolChoice rule = agreement.toolChoice();
    return rule == null ? null : Agreed.askedBy(rule.request(), answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.ToolChoice rule) {
    JsonNode asked = answer.requested(rule.request());
    JsonNode list = asked.path(asked.path(rule.type()).asString(""));
    boolean isList = asked.path(rule.type()).asString("").equals(rule.allowed());
    String mode = isList ? list.path(rule.mode()).asString("") : asked.asString("");
    for (AnswerCase.Choice choice : answer.choices()) {
      if (mode.equals(rule.none())) {
        none(answer, rule, choice);
      } else if (mode.equals(rule.required())) {
        called(answer, rule, choice, null);
      } else if (!isList && Tool.of(asked, rule) != null) {
        called(answer, rule, choice, Tool.of(asked, rule));
      }
      if (isList && list.path(rule.tools()).isArray()) {
        allowed(answer, rule, choice, list.path(rule.tools()));
      }
    }
  }

  private static void none(AnswerCase answer, Agreement.ToolChoice rule, AnswerCase.Choice choice) {
    if (!choice.calls().isEmpty()) {
      answer.add(
          RULE,
          Severity.VIOLATION,
          choice.callsPointer(),
          "expected none, as %s is %s; found %d"
              .formatted(rule.request(), rule.none(), choice.calls().size()),
          MEMBER);
    }
  }

  private static void called(
      AnswerCase answer,
      Agreement.ToolChoice rule,
      AnswerCase.Choice choice,
      @Nullable Tool wanted) {
    boolean isCalled =
        wanted == null
            ? !choice.calls().isEmpty()
            : choice.calls().valueStream().anyMatch(call -> wanted.equals(Tool.of(call, rule)));
    if (isCalled || answer.isOpen(choice) || !isOffered(answer, rule, wanted)) {
      return;
    }
    String expected =
        wanted == null
            ? "expected a call, as %s is %s".formatted(rule.request(), rule.required())
            : "expected a call of the %s, which %s names".formatted(wanted, rule.request());
    answer.add(
        RULE,
        choice.isCutOff() ? Severity.UNCHECKED : Severity.VIOLATION,
        choice.pointer(),
        choice.isCutOff()
            ? "%s; the answer was cut off (%s)".formatted(expected, choice.reason().stringValue())
            : expected + "; found none",
        MEMBER);
  }

  // What the request does not offer cannot be called.
  private static boolean isOffered(
      AnswerCase answer, Agreement.ToolChoice rule, @Nullable Tool wanted) {
    Agreement.Arguments arguments = answer.agreement().arguments();
    JsonNode tools = answer.requested(arguments == null ? "" : arguments.tools());
    return wanted == null
        ? !tools.isEmpty()
        : tools.valueStream().anyMatch(tool -> wanted.equals(Tool.of(tool, rule)));
  }

  private static void allowed(
      AnswerCase answer, Agreement.ToolChoice rule, AnswerCase.Choice choice, JsonNode tools) {
    Set<Tool> allowed = new LinkedHashSet<>();
    for (JsonNode tool : tools) {
      Tool one = Tool.of(tool, rule);
      if (one == null) {
        answer.add(
            RULE,
            Severity.UNCHECKED,
            choice.pointer(),
            "%s allows a tool without a name, so that what is called cannot be held against it"
                .formatted(rule.request()),
            MEMBER);
        return;
      }
      allowed.add(one);
    }
    JsonNode calls = choice.calls();
    for (int i = 0; calls.isArray() && i < calls.size(); i++) {
      Tool called = Tool.of(calls.get(i), rule);
      if (called != null && !allowed.contains(called)) {
        answer.add(
            RULE,
            Severity.VIOLATION,
            choice.callsPointer() + "/" + i,
            "expected a tool that %s allows; found the %s".formatted(rule.request(), called),
            MEMBER);
      }
    }
  }
}
