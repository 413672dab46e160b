package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.stream.StreamContract;
import dev.concordat.conformance.stream.StreamJudge;
import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a stream's judge needs of the contract and the request. */
final class ChunkJudge implements StreamJudge.Chunks {
  private final Case exchange;
  private final MediaType mediaType;
  private final ValueJudge values;
  private final Coverage.OfProvider coverage;
  private final StreamContract contract;
  private final @Nullable SchemaNode error;
  private long bytesNotJudged;

  ChunkJudge(Case exchange, MediaType mediaType, ValueJudge values, Coverage.OfProvider coverage) {
    this.exchange = exchange;
    this.mediaType = mediaType;
    this.values = values;
    this.coverage = coverage;
    String pointer = mediaType.pointer() + "/x-event-stream";
    this.contract = StreamContract.of(mediaType.json().path("x-event-stream"), pointer);
    this.error = exchange.contract().schemas().find(pointer + "/error/event");
  }

  StreamContract contract() {
    return contract;
  }

  /** How many bytes of the stream were not judged. */
  long bytesNotJudged() {
    return bytesNotJudged;
  }

  @Override
  public void judge(String part, long offset, JsonNode chunk) {
    if (mediaType.schema() != null) {
      String where = chunk.isObject() ? "" : "the event at byte %d: ".formatted(offset);
      values.judge(part, where, chunk, mediaType.schema());
    }
  }

  @Override
  public @Nullable String error(JsonNode event) {
    if (error == null || !event.isObject() || !isError(event, error)) {
      return null;
    }
    String message = ErrorShape.messageOf(event);
    return message == null ? Explanation.shown(event) : message;
  }

  // What the engine fails on is for the chunk's schema to say.
  private boolean isError(JsonNode event, SchemaNode schema) {
    try {
      return exchange.contract().engine().validate(event, schema).isEmpty();
    } catch (SchemaEngine.EngineException e) {
      return false;
    }
  }

  @Override
  public @Nullable String excuse(String member) {
    Ledger.Entry entry = exchange.contract().ledger().toleratingChange(contract.pointer(), member);
    return entry == null ? null : entry.id();
  }

  @Override
  public void undocumented(String type) {
    exchange.findings().observer().event(mediaType, type);
  }

  @Override
  public void judgeSum(String part, ObjectNode whole) {
    StreamContract.Sum sum = contract.sum();
    // What is wrong with a chunk or the sequence is wrong with the sum too, and was said.
    if (sum == null || exchange.findings().hasViolationIn(part)) {
      return;
    }
    SchemaNode answer = exchange.contract().schemas().at(sum.schema());
    values.judgeSum(part, whole, answer);
    new AnswerCase(exchange, part, answer, reason(), true, whole).judge();
  }

  private @Nullable SchemaNode reason() {
    SchemaNode chunk = mediaType.schema();
    SchemaNode choices = chunk == null ? null : chunk.properties().get(contract.choices());
    SchemaNode choice = choices == null ? null : choices.items();
    return choice == null ? null : choice.properties().get(contract.finish());
  }

  @Override
  public boolean describes(String path) {
    return mediaType.schema() != null
        && !SchemaPath.follow(mediaType.schema(), contract.choices() + "/" + path).isEmpty();
  }

  @Override
  public void notJudged(String rule, long bytes) {
    bytesNotJudged += bytes;
    coverage.notJudged(rule, bytes);
  }

  @Override
  public void found(String rule, Severity severity, String part, String pointer, String message) {
    exchange.findings().add(rule, severity, part, pointer, message, contract.pointer());
  }
}
