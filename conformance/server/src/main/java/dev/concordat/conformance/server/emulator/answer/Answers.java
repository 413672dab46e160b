package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.ReplyPieces;
import dev.concordat.conformance.server.emulator.reply.SafeJson;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.conformance.server.instance.Written;
import dev.concordat.language.EventStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are made to satisfy a contract. */
public final class Answers {
  private static final String JSON = "application/json";
  private static final String STREAM = "text/event-stream";
  private static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain";
  private static final String IMAGE = "image/png";
  private static final String NOTHING_FOUND = "no answer was found that satisfies the contract";

  private final Contract contract;
  private final ErrorForm errors;
  private final Clock clock;

  public Answers(Contract contract, ErrorForm errors, Clock clock) {
    this.contract = contract;
    this.errors = errors;
    this.clock = clock;
  }

  /**
   * The answer to a request that satisfies the contract.
   *
   * @throws Making.LeftException where the caller leaves meanwhile
   */
  public Reply answer(Operation operation, Exchange.Request request, Making making) {
    Body body = request.body();
    JsonNode sent = body == null ? null : JsonText.of(body).value();
    JsonNode json = sent == null ? JsonNodeFactory.instance.objectNode() : sent;
    Integer status = operation.statusOfSuccess();
    Operation.Response described = status == null ? null : operation.response(status);
    if (status == null || described == null) {
      return errors.reply("internal", "the contract describes no answer of success", null);
    }
    Reply reply = answer(operation, described, json, making);
    return reply.status() == 200 ? withHeaders(reply.withStatus(status), described) : reply;
  }

  private Reply answer(
      Operation operation, Operation.Response described, JsonNode json, Making making) {
    Map<String, MediaType> content = described.content();
    String mediaType = mediaType(operation, content, json);
    MediaType wanted = content.get(mediaType);
    if (wanted == null) {
      return Reply.whole(200, null, "");
    }
    EventStream stream = streamOf(content);
    boolean isStream = wanted.stream() != null && wanted.schema() != null;
    if (!isStream && !mediaType.equals(JSON)) {
      return other(mediaType, wanted.schema());
    }
    if (isStream && stream != null && (stream.choices() == null || stream.sum() == null)) {
      return plain(stream, Objects.requireNonNull(wanted.schema()), making);
    }
    WholeAnswer maker = new WholeAnswer(contract, operation, stream, clock);
    Asked asked = new Asked(json);
    String refusal = maker.refusal(asked);
    SchemaNode schema = wholeSchema(content, stream);
    JsonNode whole = null;
    try {
      ToolCalls.Call call = refusal == null ? maker.call(asked) : null;
      refusal = refusal == null ? maker.refusal(asked, call) : refusal;
      if (refusal == null && schema != null) {
        whole = maker.make(schema, asked, call, making);
      }
    } catch (CallerSchema.UnusableException e) {
      refusal = "a schema in the request cannot be used: " + e.getMessage();
      return errors.reply("invalid-request", refusal, null);
    }
    if (refusal != null) {
      return errors.reply("invalid-request", refusal, maker.countName());
    }
    if (whole == null) {
      return errors.reply("internal", NOTHING_FOUND, null);
    }
    return isStream && stream != null && wanted.schema() != null && whole instanceof ObjectNode sum
        ? Reply.stream(
            new StreamedAnswer(contract, stream, wanted.schema()).events(sum, asked, making))
        : Reply.whole(200, JSON, SafeJson.write(whole));
  }

  // What is neither JSON by its plain name nor a stream: a text, lines, or bytes.
  private Reply other(String mediaType, @Nullable SchemaNode schema) {
    JsonNode made = schema == null ? null : InstanceGenerator.full(contract, schema);
    if (schema != null && made == null) {
      return errors.reply("internal", NOTHING_FOUND, null);
    }
    String type = mediaType.replace("*/*", BYTES).replace("text/*", TEXT).replace("image/*", IMAGE);
    type = type.contains("*") ? BYTES : type;
    boolean isText = made == null || made.isString();
    if (type.endsWith("json") || type.endsWith("jsonl") || !isText) {
      boolean isLine = type.endsWith("jsonl") || type.endsWith("ndjson");
      JsonNode value = made == null ? JsonNodeFactory.instance.objectNode() : made;
      boolean isWritten = isLine && value.isString();
      return Reply.whole(
          200,
          type,
          (isWritten ? value.stringValue() : SafeJson.write(value)) + (isLine ? "\n" : ""));
    }
    return Reply.whole(200, type, made == null ? "concordat" : made.stringValue());
  }

  // Of a stream that does not say how its events add up there is one of each kind.
  private Reply plain(EventStream rules, SchemaNode schema, Making making) {
    List<byte[]> events = new ArrayList<>();
    Union union = schema.union();
    List<SchemaNode> kinds = union == null ? List.of(schema) : union.branches();
    for (SchemaNode kind : kinds) {
      making.one();
      JsonNode made = InstanceGenerator.full(contract, kind);
      if (made != null && contract.engine().validate(made, schema).isEmpty()) {
        events.add(Reply.event(rules.nameOf(made), SafeJson.write(made)));
      }
    }
    if (events.isEmpty()) {
      return errors.reply("internal", NOTHING_FOUND, null);
    }
    if (rules.terminator() != null) {
      events.add(Reply.event(rules.terminator()));
    }
    return Reply.stream(ReplyPieces.of(events));
  }

  // The headers that an answer cannot be without.
  private Reply withHeaders(Reply reply, Operation.Response described) {
    Reply with = reply;
    for (Operation.Parameter header : described.headers().values()) {
      JsonNode value = header.required() ? Written.value(contract, header) : null;
      if (value != null && !header.name().equalsIgnoreCase("Content-Type")) {
        with = with.withHeader(header.name(), Written.text(header, value));
      }
    }
    return with;
  }

  private String mediaType(Operation operation, Map<String, MediaType> content, JsonNode json) {
    for (Operation.When when : operation.when()) {
      SchemaNode condition = when.request();
      if (condition == null || contract.engine().validate(json, condition).isEmpty()) {
        return when.answer();
      }
    }
    return content.containsKey(JSON) ? JSON : content.keySet().stream().findFirst().orElse("");
  }

  private static @Nullable EventStream streamOf(Map<String, MediaType> content) {
    MediaType stream = content.get(STREAM);
    return stream == null ? null : stream.stream();
  }

  private @Nullable SchemaNode wholeSchema(
      Map<String, MediaType> content, @Nullable EventStream stream) {
    MediaType json = content.get(JSON);
    if (json != null) {
      return json.schema();
    }
    return stream == null || stream.sum() == null
        ? null
        : contract.schemas().at(stream.sum().schema());
  }

  /** The values of a field that a schema allows, of those given the first; null where none is. */
  static @Nullable JsonNode allowed(
      Contract contract, SchemaNode schema, List<? extends JsonNode> values) {
    return values.stream()
        .filter(value -> contract.engine().validate(value, schema).isEmpty())
        .findFirst()
        .orElse(null);
  }
}
