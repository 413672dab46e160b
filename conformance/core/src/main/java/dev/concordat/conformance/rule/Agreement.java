package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.verdict.Severity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a whole answer has to agree with: the number of choices that the request asked for, a reason
 * that says tool calls if and only if there are some, and arguments that satisfy the tools that the
 * request offers. The contract says all of it in {@code x-agreement}.
 */
final class Agreement {
  private static final Pattern JSON_SCHEMA = Pattern.compile("^https?://json-schema\\.org/");

  private final Case exchange;
  private final String part;
  private final SchemaNode answer;
  private final JsonNode rules;
  private final String place;
  private final @Nullable SchemaNode chunkReason;

  /**
   * What a whole answer has to agree with.
   *
   * @param answer its schema
   */
  Agreement(Case exchange, String part, SchemaNode answer) {
    this(exchange, part, answer, null);
  }

  /**
   * What the sum of a stream has to agree with.
   *
   * @param answer the schema of the sum
   * @param chunkReason the schema of the reason in a chunk, which may have fewer values than that
   *     of a whole answer; null where it is not described
   */
  Agreement(Case exchange, String part, SchemaNode answer, @Nullable SchemaNode chunkReason) {
    this.exchange = exchange;
    this.part = part;
    this.answer = answer;
    this.chunkReason = chunkReason;
    this.place = exchange.operation().pointer() + "/x-agreement";
    this.rules = exchange.contract().document().at(place.substring(1));
  }

  void judge(JsonNode answer) {
    choices(answer);
    JsonNode calls = rules.path("tool-calls");
    String list = calls.path("choices").asString("");
    JsonNode choices = answer.path(list);
    for (int i = 0; choices.isArray() && i < choices.size(); i++) {
      String at = "/%s/%d".formatted(list, i);
      toolCalls(choices.get(i), calls, at);
    }
  }

  private void choices(JsonNode answer) {
    JsonNode rule = rules.path("choices");
    JsonNode request = exchange.requestJson();
    JsonNode choices = answer.path(rule.path("answer").asString(""));
    if (request == null || !choices.isArray()) {
      return;
    }
    JsonNode asked = request.path(rule.path("request").asString());
    long wanted =
        asked.isNumber() && asked.canConvertToExactIntegral() && asked.canConvertToLong()
            ? asked.longValue()
            : rule.path("default").asLong(1);
    wanted *= inputs(request.path(rule.path("each").asString("")));
    if (choices.size() != wanted) {
      add(
          "answer.choices",
          Severity.VIOLATION,
          "/" + rule.path("answer").asString(),
          "expected %d, as the request asks for; found %d".formatted(wanted, choices.size()),
          "/choices");
    } else if (rule.has("key")) {
      keys(choices, rule);
    }
  }

  // A list of numbers is one input, in tokens; a list of texts or of lists has as many as items.
  private static int inputs(JsonNode input) {
    boolean isOne = !input.isArray() || input.isEmpty() || input.get(0).isNumber();
    return isOne ? 1 : input.size();
  }

  // Whole numbers that are not negative are for the schema to ask for.
  private void keys(JsonNode choices, JsonNode rule) {
    String name = rule.path("key").asString();
    Set<BigDecimal> seen = new HashSet<>();
    for (int i = 0; i < choices.size(); i++) {
      JsonNode key = choices.get(i).path(name);
      BigDecimal number = key.isNumber() ? key.decimalValue().stripTrailingZeros() : null;
      if (number == null) {
        continue;
      }
      boolean isBeyond = number.compareTo(BigDecimal.valueOf(choices.size())) >= 0;
      if (isBeyond || !seen.add(number)) {
        add(
            "answer.choices",
            Severity.VIOLATION,
            "/%s/%d/%s".formatted(rule.path("answer").asString(), i, name),
            "expected each %s from 0 to %d once; found %s%s"
                .formatted(
                    name, choices.size() - 1, Explanation.shown(key), isBeyond ? "" : " again"),
            "/choices");
      }
    }
  }

  private void toolCalls(JsonNode choice, JsonNode rule, String at) {
    String message = rule.path("message").asString();
    String name = rule.path("calls").asString();
    JsonNode calls = choice.path(message).path(name);
    JsonNode reason = choice.path(rule.path("reason").asString());
    boolean saysCalls = reason.equals(rule.path("value"));
    boolean hasCalls = !calls.isEmpty();
    if (saysCalls && !hasCalls) {
      add(
          "answer.tool-calls",
          Severity.VIOLATION,
          at,
          "expected %s, as the reason is %s; found none".formatted(name, reason),
          "/tool-calls");
    } else if (hasCalls
        && !saysCalls
        && reason.isString()
        && !isCutOff(reason, rule)
        && !isForced(rule)
        && maySay(rule.path("value"))) {
      reason(reason, rule, at + "/" + rule.path("reason").asString());
    }
    for (int i = 0; calls.isArray() && i < calls.size(); i++) {
      arguments(calls.get(i), reason, "%s/%s/%s/%d".formatted(at, message, name, i));
    }
  }

  // That a reason is none that is known was said.
  private void reason(JsonNode reason, JsonNode rule, String pointer) {
    if (!exchange.findings().hasViolationAt(part, pointer)) {
      add(
          "answer.tool-calls",
          Severity.VIOLATION,
          pointer,
          "expected %s, as there are %s; found %s"
              .formatted(
                  rule.path("value"), rule.path("calls").asString(), Explanation.shown(reason)),
          "/tool-calls");
    }
  }

  // An answer that was cut off may be cut off in its calls.
  private static boolean isCutOff(JsonNode reason, JsonNode rule) {
    return rule.path("cut-off").valueStream().anyMatch(reason::equals);
  }

  // In a stream the reason may have no word for calls.
  private boolean maySay(JsonNode value) {
    return chunkReason == null
        || chunkReason.values().isEmpty()
        || chunkReason.values().contains(value);
  }

  private boolean isForced(JsonNode rule) {
    JsonNode request = exchange.requestJson();
    return request != null && request.path(rule.path("forced").asString("")).isObject();
  }

  private void arguments(JsonNode call, JsonNode reason, String at) {
    JsonNode rule = rules.path("arguments");
    JsonNode request = exchange.requestJson();
    String path = rule.path("arguments").asString("");
    JsonNode written = call.at("/" + path);
    if (rule.isMissingNode() || !written.isString()) {
      return;
    }
    String pointer = at + "/" + path;
    JsonText text = JsonText.of(written.stringValue());
    JsonText.Failure failure = text.failure();
    if (failure != null) {
      notJson(written, reason, failure, pointer);
      return;
    }
    JsonNode name = call.at("/" + rule.path("name").asString());
    if (request == null || text.value() == null || !name.isString()) {
      return;
    }
    JsonNode tool = offered(request.path(rule.path("tools").asString()), name);
    if (tool == null) {
      add(
          "answer.arguments",
          Severity.VIOLATION,
          at + "/" + rule.path("name").asString(),
          "expected a function that the request offers; found " + Explanation.shown(name),
          "/arguments");
      return;
    }
    JsonNode parameters = tool.at("/" + rule.path("parameters").asString());
    if (parameters.isObject()) {
      satisfies(parameters, text.value(), pointer);
    }
  }

  private void notJson(
      JsonNode written, JsonNode reason, JsonText.Failure failure, String pointer) {
    Ledger.Entry entry = toleratingEntry();
    String excuse = entry == null ? "" : "; servers do this (%s)".formatted(entry.id());
    if (isCutOff(reason, rules.path("tool-calls"))) {
      excuse = "; the answer was cut off (%s)".formatted(reason.stringValue());
    }
    Severity severity = excuse.isEmpty() ? Severity.VIOLATION : Severity.DRIFT;
    add(
        "answer.arguments",
        failure.isLimit() ? Severity.UNCHECKED : severity,
        pointer,
        "expected JSON; found %s: %s%s"
            .formatted(Explanation.shown(written), failure.message(), excuse),
        "/arguments");
  }

  private @Nullable JsonNode offered(JsonNode tools, JsonNode name) {
    for (JsonNode tool : tools) {
      if (tool.at("/" + rules.path("arguments").path("name").asString()).equals(name)) {
        return tool;
      }
    }
    return null;
  }

  private Ledger.@Nullable Entry toleratingEntry() {
    JsonNode calls = rules.path("tool-calls");
    String path =
        String.join(
            "/",
            calls.path("choices").asString(),
            calls.path("message").asString(),
            calls.path("calls").asString(),
            rules.path("arguments").path("arguments").asString());
    return SchemaPath.follow(answer, path).stream()
        .map(schema -> exchange.contract().ledger().toleratingText(schema.pointer()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  // The schema comes with the request and is not trusted: it is bounded as any value is, refers to
  // nothing outside itself, and an engine that cannot work with it says so.
  private void satisfies(JsonNode parameters, JsonNode arguments, String pointer) {
    try {
      SchemaGraph graph = SchemaGraph.compile(inOurDialect(parameters), List.of("#"));
      SchemaNode schema = graph.at("#");
      for (Problem problem : SchemaEngine.of(graph).validate(arguments, schema)) {
        add(
            "answer.arguments",
            Severity.VIOLATION,
            pointer,
            "in the arguments, at '%s': %s".formatted(problem.pointer(), problem.message()),
            "/arguments");
      }
    } catch (SchemaGraph.SchemaException | SchemaEngine.EngineException e) {
      add(
          "answer.arguments",
          Severity.UNCHECKED,
          pointer,
          "the parameters that the request gives are no usable JSON Schema: " + e.getMessage(),
          "/arguments");
    }
  }

  // Generators of schemas name the dialect that they know, and use what all of them share.
  private static JsonNode inOurDialect(JsonNode parameters) {
    String dialect = parameters.path("$schema").asString("");
    if (!JSON_SCHEMA.matcher(dialect).find()) {
      return parameters;
    }
    return ((ObjectNode) parameters.deepCopy()).without("$schema");
  }

  private void add(String rule, Severity severity, String pointer, String message, String below) {
    exchange.findings().add(rule, severity, part, pointer, message, place + below);
  }
}
