package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.CallerSchemas;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Agreement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A whole answer, or what the chunks of a stream add up to, as it is held against its request.
 *
 * @param part the part of the exchange that it stands in
 * @param schema its schema
 * @param chunkReason the schema of the reason in a chunk, which may have fewer values than that of
 *     a whole answer; null where it is not described or where there are no chunks
 * @param isStream whether it came as a stream
 * @param isPartial whether pieces of it may be missing, so that only what stands in it can be told
 * @param callers the schemas that came with the request
 * @param choices the choices; none where the contract does not say how their messages are made
 */
record AnswerCase(
    Case exchange,
    String part,
    SchemaNode schema,
    @Nullable SchemaNode chunkReason,
    boolean isStream,
    boolean isPartial,
    JsonNode answer,
    CallerSchemas callers,
    List<Choice> choices) {

  /** A whole answer. */
  static AnswerCase of(Case exchange, String part, SchemaNode schema, JsonNode answer) {
    return new AnswerCase(
        exchange,
        part,
        schema,
        null,
        false,
        false,
        answer,
        new CallerSchemas(),
        choices(exchange, answer));
  }

  /** What the chunks of a stream add up to. */
  static AnswerCase ofSum(
      Case exchange,
      String part,
      SchemaNode schema,
      @Nullable SchemaNode chunkReason,
      boolean isPartial,
      JsonNode sum) {
    return new AnswerCase(
        exchange,
        part,
        schema,
        chunkReason,
        true,
        isPartial,
        sum,
        new CallerSchemas(),
        choices(exchange, sum));
  }

  private static List<Choice> choices(Case exchange, JsonNode answer) {
    Agreement.ToolCalls names = exchange.operation().agreement().toolCalls();
    JsonNode list = names == null ? MissingNode.getInstance() : answer.path(names.choices());
    if (names == null || !list.isArray()) {
      return List.of();
    }
    List<Choice> choices = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      choices.add(new Choice(list.get(i), i, names));
    }
    return choices;
  }

  /** One of the answer's choices and which it is, from 0. */
  record Choice(JsonNode json, int index, Agreement.ToolCalls names) {
    JsonNode message() {
      return json.path(names.message());
    }

    /** The calls, an empty list or no list where there are none. */
    JsonNode calls() {
      return message().path(names.calls());
    }

    JsonNode reason() {
      return json.path(names.reason());
    }

    /** Whether it says that it ended in order to call tools. */
    boolean saysCalls() {
      return reason().isString() && reason().stringValue().equals(names.value());
    }

    /** Whether it was cut off, perhaps in its text or its calls. */
    boolean isCutOff() {
      return reason().isString() && names.cutOff().contains(reason().stringValue());
    }

    String pointer() {
      return "/" + names.choices() + "/" + index;
    }

    String callsPointer() {
      return pointer() + "/" + names.message() + "/" + names.calls();
    }
  }

  /** Whether more of a choice may have been to come: pieces may be missing, or it has no end. */
  boolean isOpen(Choice choice) {
    return isPartial || (isStream && !choice.reason().isString());
  }

  /**
   * Whether pieces of a stream contradict each other, which was said, so that what they add up to
   * is no one's.
   */
  boolean isMixed() {
    return isStream && exchange.findings().has("stream.sum");
  }

  void judge() {
    for (AgreementRule.Agreed rule : exchange.agreed()) {
      if (rule.isAsked().test(this)) {
        rule.judge().accept(this);
      }
    }
  }

  Agreement agreement() {
    return exchange.operation().agreement();
  }

  /** Whether a choice has calls, or says that it ended in order to make some. */
  boolean isOfCalls() {
    for (Choice choice : choices) {
      if (choice.saysCalls() || !choice.calls().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request's body has something at one of these paths. */
  boolean isRequested(List<String> paths) {
    for (String path : paths) {
      if (!requested(path).isMissingNode()) {
        return true;
      }
    }
    return false;
  }

  /** What the request's body has at a path, or a missing node where it cannot be told. */
  JsonNode requested(String path) {
    JsonNode request = exchange.requestJson();
    return request == null ? MissingNode.getInstance() : at(request, path);
  }

  /** The value at the end of a path, whose names have slashes between them. */
  static JsonNode at(JsonNode json, String path) {
    JsonNode at = json;
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      at = at.path(path.substring(from, slash));
      from = slash + 1;
    }
    return at.path(path.substring(from));
  }

  /** Whether the engine judges each text, as nothing is taken as clean that was read fast. */
  boolean isThorough() {
    return exchange.isThorough();
  }

  /** The name of the list of choices. */
  String choicesName() {
    Agreement.Choices names = agreement().choices();
    return names == null ? "choices" : names.answer();
  }

  /**
   * Takes a finding.
   *
   * @param member the member of {@code x-agreement} that it follows from
   */
  void add(
      RuleCatalogue.Entry rule, Severity severity, String pointer, String message, String member) {
    add(rule.id(), severity, pointer, message, member, "", 1);
  }

  /**
   * Takes a finding that is one of several at its place.
   *
   * @param member the member of {@code x-agreement} that it follows from
   * @param subject what sets it apart from the others
   * @param times how many it stands for
   */
  void add(
      String rule,
      Severity severity,
      String pointer,
      String message,
      String member,
      String subject,
      long times) {
    String place = agreement().pointer() + "/" + member;
    exchange.findings().add(rule, severity, part, pointer, message, place, subject, times);
  }
}
