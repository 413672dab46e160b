package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.rule.RequestedSchema.Telling;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The arguments of a call meet the parameters of the tool that the request offers. */
@AutoService(AgreementRule.class)
public final class ArgumentsRule implements AgreementRule {
  private static final RuleCatalogue.Entry RULE =
      new RuleCatalogue.Entry(
          "answer.arguments",
          List.of(Severity.VIOLATION, Severity.UNCHECKED, Severity.DRIFT),
          "A call is of no function that the request offers, or its arguments do not meet the"
              + " parameters' schema. Where that schema is unusable, they stay unchecked.",
          "\"arguments\": \"{'location': 'shanghai'}\"",
          "Validate arguments before a tool is called with them.");

  private static final String MEMBER = "arguments";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RULE);
  }

  @Override
  public @Nullable Agreed of(Agreement agreement) {
    Agreement.Arguments rule = agreement.arguments();
    return rule == null ? null : Agreed.ofCalls(answer -> judge(answer, rule));
  }

  private static void judge(AnswerCase answer, Agreement.Arguments rule) {
    Map<String, JsonNode> offered = null;
    for (AnswerCase.Choice choice : answer.choices()) {
      JsonNode calls = choice.calls();
      for (int i = 0; !answer.isOpen(choice) && calls.isArray() && i < calls.size(); i++) {
        offered = offered == null ? offered(answer, rule) : offered;
        call(answer, rule, offered, choice, calls.get(i), choice.callsPointer() + "/" + i);
      }
    }
  }

  private static void call(
      AnswerCase answer,
      Agreement.Arguments rule,
      Map<String, JsonNode> offered,
      AnswerCase.Choice choice,
      JsonNode call,
      String at) {
    JsonNode written = AnswerCase.at(call, rule.arguments());
    if (!written.isString()) {
      return;
    }
    JsonNode name = AnswerCase.at(call, rule.name());
    JsonNode tool = name.isString() ? offered.get(name.stringValue()) : null;
    boolean isNothing = written.stringValue().isEmpty() && hasNoParameters(tool, rule);
    String json = isNothing ? "{}" : written.stringValue();
    JsonNode parameters =
        tool == null ? MissingNode.getInstance() : AnswerCase.at(tool, rule.parameters());
    boolean isDescribed = !parameters.isMissingNode() && !parameters.isNull();
    if (isDescribed
        && !answer.isThorough()
        && RequestedSchema.isClean(answer.callers(), parameters, json)) {
      return;
    }
    JsonText text = JsonText.of(json);
    String pointer = at + "/" + rule.arguments();
    JsonText.Failure failure = text.failure();
    boolean isMixed = answer.isMixed();
    if (failure != null || text.value() == null) {
      if (!isMixed) {
        notJson(answer, rule, choice, written, failure, pointer);
      }
    } else if (tool != null) {
      if (isDescribed) {
        RequestedSchema.judge(answer.callers(), parameters, text.value())
            .tell(answer, Telling.ofArguments(RULE, MEMBER, pointer, name.stringValue()));
      }
    } else if (name.isString()
        && !isMixed
        && answer.exchange().requestJson() != null
        && !answer.exchange().isUntold(rule.tools() + "/0/" + rule.name())) {
      answer.add(
          RULE,
          Severity.VIOLATION,
          at + "/" + rule.name(),
          "expected a function that the request offers; found " + Explanation.shown(name),
          MEMBER);
    }
  }

  // By their names, of which the first counts.
  private static Map<String, JsonNode> offered(AnswerCase answer, Agreement.Arguments rule) {
    Map<String, JsonNode> offered = new HashMap<>();
    for (JsonNode tool : answer.requested(rule.tools())) {
      JsonNode name = AnswerCase.at(tool, rule.name());
      if (name.isString()) {
        offered.putIfAbsent(name.stringValue(), tool);
      }
    }
    return offered;
  }

  private static boolean hasNoParameters(@Nullable JsonNode tool, Agreement.Arguments rule) {
    return tool != null && AnswerCase.at(tool, rule.parameters()).path("properties").isEmpty();
  }

  private static void notJson(
      AnswerCase answer,
      Agreement.Arguments rule,
      AnswerCase.Choice choice,
      JsonNode written,
      JsonText.@Nullable Failure failure,
      String pointer) {
    Ledger.Entry entry = toleratingEntry(answer, rule, choice.names());
    String excuse = entry == null ? "" : "; servers do this (%s)".formatted(entry.id());
    if (choice.isCutOff()) {
      excuse = "; the answer was cut off (%s)".formatted(choice.reason().stringValue());
    }
    Severity severity = excuse.isEmpty() ? Severity.VIOLATION : Severity.DRIFT;
    answer.add(
        RULE,
        failure != null && failure.isLimit() ? Severity.UNCHECKED : severity,
        pointer,
        "expected JSON; found %s: %s%s"
            .formatted(
                Explanation.shown(written), failure == null ? "" : failure.message(), excuse),
        MEMBER);
  }

  private static Ledger.@Nullable Entry toleratingEntry(
      AnswerCase answer, Agreement.Arguments rule, Agreement.ToolCalls names) {
    String path =
        String.join("/", names.choices(), names.message(), names.calls(), rule.arguments());
    return SchemaPath.follow(answer.schema(), path).stream()
        .map(schema -> answer.exchange().contract().ledger().toleratingText(schema.pointer()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
