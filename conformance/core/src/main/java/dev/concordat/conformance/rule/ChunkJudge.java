package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.SchemaNode;
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
  private final StreamContract contract;
  private final @Nullable SchemaNode error;

  ChunkJudge(Case exchange, MediaType mediaType, ValueJudge values) {
    this.exchange = exchange;
    this.mediaType = mediaType;
    this.values = values;
    String pointer = mediaType.pointer() + "/x-event-stream";
    this.contract = StreamContract.of(mediaType.json().path("x-event-stream"), pointer);
    this.error = exchange.contract().schemas().find(pointer + "/error/event");
  }

  StreamContract contract() {
    return contract;
  }

  @Override
  public void judge(String part, JsonNode chunk) {
    if (mediaType.schema() != null) {
      values.judge(part, chunk, mediaType.schema());
    }
  }

  @Override
  public @Nullable String error(JsonNode event) {
    if (error == null
        || !event.isObject()
        || !exchange.contract().engine().validate(event, error).isEmpty()) {
      return null;
    }
    String message = ErrorShape.messageOf(event);
    return message == null ? Explanation.shown(event) : message;
  }

  @Override
  public void judgeSum(String part, ObjectNode whole) {
    StreamContract.Sum sum = contract.sum();
    // What is wrong with a chunk or the sequence is wrong with the sum too, and was said.
    if (sum == null || exchange.findings().hasViolationIn(part)) {
      return;
    }
    values.assertSchema(part, whole, exchange.contract().schemas().at(sum.schema()));
    new Agreement(exchange, part, reason()).judge(whole);
  }

  private @Nullable SchemaNode reason() {
    SchemaNode chunk = mediaType.schema();
    SchemaNode choices = chunk == null ? null : chunk.properties().get(contract.choices());
    SchemaNode choice = choices == null ? null : choices.items();
    return choice == null ? null : choice.properties().get(contract.finish());
  }

  @Override
  public void found(String rule, Severity severity, String part, String pointer, String message) {
    exchange.findings().add(rule, severity, part, pointer, message, contract.pointer());
  }
}
