package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.stream.Chunks;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a stream's judge needs of the contract and the request. */
final class ChunkJudge implements Chunks {
  private static final Set<String> UNIONS = Set.of("oneOf", "anyOf", "discriminator");

  private final Case exchange;
  private final MediaType mediaType;
  private final ValueJudge values;
  private final ProviderCoverage coverage;
  private final StreamPlan plan;
  private final EventStream contract;
  private final @Nullable SchemaNode error;
  private long bytesNotJudged;

  ChunkJudge(Case exchange, MediaType mediaType, StreamPlan plan, ValueJudge values) {
    this.exchange = exchange;
    this.mediaType = mediaType;
    this.plan = plan;
    this.contract = plan.contract();
    this.error = plan.error();
    this.values = values;
    this.coverage = exchange.coverage();
  }

  EventStream contract() {
    return contract;
  }

  /** How many bytes of the stream were not judged. */
  long bytesNotJudged() {
    return bytesNotJudged;
  }

  @Override
  public CompiledSchemas.@Nullable Clean clean(byte[] bytes, int from, int to) {
    SchemaNode schema = mediaType.schema();
    CompiledSchemas.Clean clean =
        schema == null || plan.mayBeError()
            ? null
            : values.read(bytes, from, to, schema, plan.keep());
    if (clean != null) {
      coverage.told(clean);
    }
    return clean;
  }

  @Override
  public void again(CompiledSchemas.Clean chunk) {
    coverage.undescribed(chunk);
  }

  @Override
  public Set<String> judge(String part, long offset, JsonNode chunk) {
    if (mediaType.schema() == null) {
      return Set.of();
    }
    String where = chunk.isObject() ? "" : "the event at byte %d: ".formatted(offset);
    return values.judge(part, where, chunk, mediaType.schema());
  }

  @Override
  public @Nullable String error(JsonNode event) {
    // What the engine fails on is for the chunk's schema to say.
    if (error == null || !event.isObject() || !values.satisfies(event, error)) {
      return null;
    }
    if (ErrorShape.saysNothing(event) && isChunk(event)) {
      return null;
    }
    String message = ErrorShape.messageOf(event);
    return message == null ? Explanation.shown(event) : message;
  }

  @Override
  public @Nullable String errorIn(JsonNode value) {
    String error = error(value);
    return error != null || !value.isObject()
        ? error
        : ErrorShape.messageOf(value, mediaType.schema());
  }

  @Override
  public @Nullable String messageInPlaceOfChunk(JsonNode value) {
    return ErrorShape.messageInPlaceOf(value, mediaType.schema());
  }

  // Some of what a chunk has to have, or may have where it has to have nothing.
  @Override
  public boolean isChunk(JsonNode value) {
    SchemaNode schema = mediaType.schema();
    if (schema == null) {
      return true;
    }
    Collection<String> names =
        schema.required().isEmpty() ? schema.properties().keySet() : schema.required();
    return names.isEmpty() || names.stream().anyMatch(value::has);
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
  public void judgeSum(String part, ObjectNode whole, boolean isPartial) {
    EventStream.Sum sum = contract.sum();
    if (sum == null) {
      return;
    }
    SchemaNode answer = exchange.contract().schemas().at(sum.schema());
    // Of a part its pieces were judged, and what it lacks may be in what is missing.
    if (!isPartial) {
      values.judgeSum(part, whole, answer, problem -> wasSaid(problem, sum));
    }
    AnswerCase.ofSum(exchange, part, answer, reason(), isPartial, whole).judge();
  }

  // What is wrong with a chunk is wrong with the sum too, and that a choice did not end.
  private boolean wasSaid(Problem problem, EventStream.Sum sum) {
    String place = problem.pointer();
    if (problem.property() != null && problem.keyword().equals("required")) {
      place += "/" + problem.property();
      if (problem.property().equals(contract.finish())
          && (exchange.findings().has("stream.finish")
              || exchange.findings().has("stream.terminator"))) {
        return true;
      }
    }
    for (Map.Entry<String, String> renamed : sum.rename().entrySet()) {
      String inWhole = "^/%s/(\\d+)/%s(?=/|$)";
      place =
          place.replaceFirst(
              inWhole.formatted(quoted(contract.choices()), quoted(renamed.getValue())),
              "/%s/$1/%s".formatted(contract.choices(), renamed.getKey()));
    }
    // What a chunk has and nothing describes there adds up in no way that is known.
    String owner = problem.property() == null ? place : place.substring(0, place.lastIndexOf('/'));
    String path = owner.replaceAll("/[0-9]+(?=/|$)", "");
    if (!path.isEmpty() && !describes(path.substring(1))) {
      return true;
    }
    if (problem.property() == null
        && exchange.findings().has("schema." + problem.keyword(), "response.stream[0]", place)) {
      return true;
    }
    boolean isUnion = UNIONS.contains(problem.keyword());
    return exchange.findings().isContradicted("response.stream[0]", place, isUnion);
  }

  private static String quoted(@Nullable String name) {
    return Pattern.quote(String.valueOf(name));
  }

  private @Nullable SchemaNode reason() {
    SchemaNode chunk = mediaType.schema();
    SchemaNode choices = chunk == null ? null : chunk.properties().get(contract.choices());
    SchemaNode choice = choices == null ? null : choices.items();
    return choice == null ? null : choice.properties().get(contract.finish());
  }

  @Override
  public boolean describes(String path) {
    return mediaType.schema() != null && !SchemaPath.follow(mediaType.schema(), path).isEmpty();
  }

  @Override
  public void notJudged(String rule, long bytes) {
    bytesNotJudged += bytes;
    coverage.notJudged(rule, bytes);
  }

  @Override
  public void found(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      String subject,
      long times) {
    String place = contract.pointer();
    exchange.findings().add(rule, severity, part, pointer, message, place, subject, times);
  }
}
