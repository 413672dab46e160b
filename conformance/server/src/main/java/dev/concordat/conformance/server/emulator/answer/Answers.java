package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.SafeJson;
import dev.concordat.language.EventStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are made to satisfy a contract. */
public final class Answers {
  private static final String JSON = "application/json";
  private static final String STREAM = "text/event-stream";

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
    Operation.Response described = operation.response(200);
    if (described == null) {
      return errors.reply("internal", "the contract describes no answer with status 200", null);
    }
    Map<String, MediaType> content = described.content();
    MediaType wanted = content.get(mediaType(operation, content, json));
    if (wanted == null) {
      return Reply.whole(200, null, "");
    }
    EventStream stream = streamOf(content);
    WholeAnswer maker = new WholeAnswer(contract, operation, stream, clock);
    Asked asked = new Asked(json);
    String refusal = maker.refusal(asked);
    SchemaNode schema = wholeSchema(content, stream);
    ObjectNode whole = null;
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
      return errors.reply("internal", "no answer was found that satisfies the contract", null);
    }
    return wanted.stream() != null && stream != null && wanted.schema() != null
        ? Reply.stream(
            new StreamedAnswer(contract, stream, wanted.schema()).events(whole, asked, making))
        : Reply.whole(200, JSON, SafeJson.write(whole));
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
  public static @Nullable JsonNode allowed(
      Contract contract, SchemaNode schema, List<? extends JsonNode> values) {
    return values.stream()
        .filter(value -> contract.engine().validate(value, schema).isEmpty())
        .findFirst()
        .orElse(null);
  }
}
