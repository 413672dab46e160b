package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Keep;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.contract.Wanted;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.ErrorHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges the body of a response that the contract describes. */
final class ResponseBodyJudge {
  private static final String BODY = "response.body";
  private static final int PIECE = 1 << 16;

  private final Case exchange;
  private final Exchange.Response response;
  private final Operation.Response described;
  private final Findings findings;
  private final ValueJudge values;
  private final BodyJudge bodies;
  private final RequestedMediaType requested;
  private final ResponseJudge plans;

  /**
   * A judge of one body.
   *
   * @param plans says how a stream is judged
   */
  ResponseBodyJudge(
      Case exchange,
      Exchange.Response response,
      Operation.Response described,
      ResponseJudge plans) {
    this.exchange = exchange;
    this.response = response;
    this.described = described;
    this.findings = exchange.findings();
    this.values = new ValueJudge(exchange);
    this.bodies = new BodyJudge(BODY, findings, exchange.coverage());
    this.requested = new RequestedMediaType(exchange, response, described);
    this.plans = plans;
  }

  void judge() {
    Body body = response.body();
    boolean isAbandoned = exchange.exchange().isAbandoned();
    if (body == null || body.isEmpty()) {
      // Of an answer that broke off nobody knows that it would have been empty.
      // To HEAD there is none (RFC 9110, 9.3.2).
      boolean isHead = exchange.operation().method().equals("HEAD");
      if (exchange.exchange().broken() == null && !isHead) {
        empty();
      }
      return;
    }
    if (!body.isRecorded()) {
      notRecorded(body);
      return;
    }
    MediaType mediaType =
        bodies.mediaType(body, response.headers(), described.content(), described.pointer());
    if (mediaType == null) {
      return;
    }
    if (!requested.isMet(mediaType)) {
      bodies.coverage().notJudged("response.when", body.size());
      return;
    }
    boolean isStream = mediaType.stream() != null;
    if (isAbandoned && !isStream) {
      // Half a value is none; that the answer broke off is said where the exchange is judged.
      bodies.coverage().notJudged("response.broken", body.size());
      return;
    }
    if (!bodies.isDecoded(body, mediaType.pointer())) {
      return;
    }
    if (isStream && mediaType.schema() != null) {
      stream(body, mediaType);
    } else if (mediaType.schema() != null) {
      json(body, mediaType, mediaType.schema());
    } else {
      bodies.coverage().notJudged("response.schema", body.size());
      findings.add(
          "response.schema",
          Severity.UNCHECKED,
          BODY,
          "",
          "the contract has no schema of the body",
          mediaType.pointer());
    }
  }

  // What the headers say holds without the body. That the answer broke off says why it is absent.
  private void notRecorded(Body body) {
    if (exchange.exchange().broken() == null) {
      bodies.isRecorded(body, described.pointer());
    }
    MediaType mediaType =
        body.mediaType() == null ? null : Operation.find(described.content(), body.mediaType());
    if (mediaType != null) {
      requested.isMet(mediaType);
    }
  }

  private void empty() {
    ErrorHeaders names = described.errorHeaders();
    String code = names == null ? null : response.headers().first(names.code());
    if (names != null && code != null) {
      String message = response.headers().first(names.message());
      findings.add(
          "response.error-headers",
          Severity.VIOLATION,
          BODY,
          "",
          "expected a body; the answer is empty and carries the error %s%s in its headers"
              .formatted(code, message == null ? "" : " (" + message + ")"),
          names.pointer());
    } else {
      findings.add(
          "response.body",
          Severity.VIOLATION,
          BODY,
          "",
          "expected a body; the answer has none",
          described.pointer());
    }
  }

  private void json(Body body, MediaType mediaType, SchemaNode schema) {
    if (!BodyJudge.isJson(body, schema)) {
      JsonNode text = bodies.text(body, mediaType.pointer());
      if (text != null) {
        values.judge(BODY, text, schema);
      }
      return;
    }
    Operation operation = exchange.operation();
    Wanted wanted = exchange.contract().wanted(operation);
    Keep keep = wanted.answer(operation.agreement(), exchange.requestJson());
    CompiledSchemas.Clean clean = values.read(body, schema, keep);
    if (clean != null && clean.kept() != null && !isError(clean.kept())) {
      bodies.coverage().clean(body.size(), clean);
      AnswerCase.of(exchange, BODY, schema, clean.kept()).judge();
      return;
    }
    if (isCleanError(body, keep)) {
      return;
    }
    JsonNode value = bodies.json(body, mediaType.pointer());
    if (value == null) {
      return;
    }
    SchemaNode error = described.error();
    if (error != null && isError(value, error) && !isAnswer(value, schema)) {
      values.judge(BODY, value, error);
      return;
    }
    String misplaced =
        response.status() < 300 && !isDescribedError(value, schema)
            ? ErrorShape.messageOf(value, schema)
            : null;
    if (misplaced != null) {
      findings.add(
          "response.error",
          Severity.VIOLATION,
          BODY,
          "",
          "expected an answer; found an error under status %d: %s"
              .formatted(response.status(), misplaced),
          mediaType.pointer() + "/schema");
      return;
    }
    values.judge(BODY, value, schema);
    AnswerCase.of(exchange, BODY, schema, value).judge();
  }

  private boolean isCleanError(Body body, Keep keep) {
    SchemaNode error = described.error();
    CompiledSchemas.Clean clean = error == null ? null : values.read(body, error, keep);
    if (error == null || clean == null || clean.kept() == null || !isError(clean.kept(), error)) {
      return false;
    }
    bodies.coverage().clean(body.size(), clean);
    return true;
  }

  private boolean isError(JsonNode value) {
    SchemaNode error = described.error();
    return (error != null && isError(value, error)) || isMisplacedError(value);
  }

  private static boolean isError(JsonNode value, SchemaNode error) {
    return error.required().stream().anyMatch(value::has);
  }

  // Some servers say of an answer that it is no error.
  private static boolean isAnswer(JsonNode value, SchemaNode schema) {
    return !schema.required().isEmpty() && schema.required().stream().allMatch(value::hasNonNull);
  }

  // An error where the contract describes an answer, in one of the forms that providers use.
  private boolean isMisplacedError(JsonNode value) {
    return response.status() < 300 && ErrorShape.messageOf(value) != null;
  }

  // Where an answer may have such a member, its schema says what is right.
  private static boolean isDescribedError(JsonNode value, SchemaNode schema) {
    return value.has("error") && !SchemaPath.follow(schema, "error").isEmpty();
  }

  private void stream(Body body, MediaType mediaType) {
    AnswerStream stream = stream(mediaType);
    try {
      feed(body, stream);
    } catch (IOException e) {
      findings.add(
          "body.unreadable",
          Severity.UNCHECKED,
          BODY,
          "",
          "the rest of the body cannot be read: " + e.getMessage(),
          mediaType.pointer());
      stream.leave();
      return;
    }
    if (exchange.exchange().isAbandoned() && !stream.hasEnded()) {
      stream.leave();
    } else if (body.isCutAt(stream.length()) && !stream.hasEnded()) {
      stream.leave();
      bodies.cutShort(body, stream.length(), mediaType.pointer());
    } else {
      stream.end();
      if (stream.hasEnded()) {
        findings.whole();
      }
    }
  }

  private static void feed(Body body, AnswerStream stream) throws IOException {
    if (body.stored() == null) {
      stream.feed(body.bytes(), 0, body.bytes().length);
      return;
    }
    try (InputStream in = body.open()) {
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        stream.feed(piece, 0, count);
      }
    }
  }

  private AnswerStream stream(MediaType mediaType) {
    StreamPlan plan =
        plans.plan(exchange.contract(), mediaType, Objects.requireNonNull(mediaType.stream()));
    return new AnswerStream(exchange, mediaType, plan, values);
  }

  /**
   * Begins to judge a body that is still to come, if it is a described stream that the request
   * asked for; null where it is not.
   */
  @Nullable AnswerStream open(String type) {
    MediaType mediaType = Operation.find(described.content(), type);
    if (mediaType == null
        || mediaType.stream() == null
        || mediaType.schema() == null
        || requested.insteadOf(mediaType) != null) {
      return null;
    }
    bodies.coverage().status(described);
    bodies.coverage().mediaType(mediaType);
    bodies.onlyOne(type, response.headers(), described.pointer());
    return stream(mediaType);
  }
}
