package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.language.Agreement;
import dev.concordat.language.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a whole answer: an instance of the contract's schema, into which is written what the
 * request asks for, wherever the schema describes a place for it.
 */
final class WholeAnswer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Contract contract;
  private final Operation operation;
  private final @Nullable EventStream stream;
  private final Agreement agreement;
  private final InstanceGenerator least;
  private final Clock clock;

  WholeAnswer(Contract contract, Operation operation, @Nullable EventStream stream, Clock clock) {
    this.contract = contract;
    this.operation = operation;
    this.stream = stream;
    this.agreement = operation.agreement();
    this.least = InstanceGenerator.least(contract);
    this.clock = clock;
  }

  /** The field that says how many choices are wanted. */
  String countName() {
    Agreement.Choices choices = agreement.choices();
    return choices == null ? "n" : choices.request();
  }

  /**
   * The call to answer with, or null where an answer in words is due.
   *
   * @throws CallerSchema.UnusableException where its parameters are no schema that is read
   */
  ToolCalls.@Nullable Call call(Asked asked) {
    return ToolCalls.call(agreement, asked.request());
  }

  /** Why a request is not answered although it satisfies the contract; null where it is. */
  @Nullable String refusal(Asked asked) {
    if (choicesName() == null) {
      return null;
    }
    String model = asked.request().path("model").asString("");
    return Stream.of(
            Limits.ofChoices(countName(), asked.request().path(countName()), count(asked)),
            Limits.ofName("model", model),
            Limits.ofStops(asked.request().path("stop")))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The same where it is known what is called. */
  @Nullable String refusal(Asked asked, ToolCalls.@Nullable Call call) {
    if (choicesName() == null) {
      return null;
    }
    String name = call == null ? null : Limits.ofName("name", call.name());
    if (name != null) {
      return name;
    }
    // A call is made whole, whatever the limit.
    long each =
        call == null
            ? Math.min(Tokens.of(asked.answer(asked.text())).size(), asked.limit())
            : Tokens.of(call.input()).size();
    boolean areTold = call == null && Logprobs.areAsked(asked.request(), agreement.logprobs());
    return Limits.ofTokens(countName(), count(asked) * each, areTold);
  }

  private @Nullable String choicesName() {
    Agreement.Choices choices = agreement.choices();
    if (choices != null) {
      return choices.answer();
    }
    return stream == null ? null : stream.choices();
  }

  /** An answer, or null where none was found that satisfies the schema. */
  @Nullable JsonNode make(
      SchemaNode schema, Asked asked, ToolCalls.@Nullable Call call, Making making) {
    String choices = choicesName();
    if (choices == null || !schema.properties().containsKey(choices)) {
      return InstanceGenerator.full(contract, schema);
    }
    JsonNode made = least.generate(schema);
    if (!(made instanceof ObjectNode answer)) {
      return null;
    }
    String key = UUID.nameUUIDFromBytes(bytes(asked.request())).toString();
    set(answer, schema, "id", NODES.stringNode("emulated-" + key.substring(0, 13)));
    set(answer, schema, "created", NODES.numberNode(clock.instant().getEpochSecond()));
    set(answer, schema, "model", model(asked));
    SchemaNode items = schema.properties().get(choices).items();
    ArrayNode list = answer.putArray(choices);
    int completionTokens = 0;
    long count = count(asked);
    for (int i = 0; items != null && i < count; i++) {
      making.one();
      Choice choice = new Choice(items, asked, call, i);
      ObjectNode json = choice.make();
      if (json == null) {
        return null;
      }
      list.add(json);
      completionTokens += choice.tokens;
    }
    making.goOn();
    usage(answer, schema, asked, completionTokens);
    return contract.engine().validate(answer, schema).isEmpty() ? answer : null;
  }

  private long count(Asked asked) {
    JsonNode count = asked.request().path(countName());
    long each = count.canConvertToInt() ? count.intValue() : 1;
    return each * asked.prompts();
  }

  private JsonNode model(Asked asked) {
    JsonNode named = asked.request().path("model");
    if (named.isString()) {
      return named;
    }
    SchemaNode described = requestSchema();
    SchemaNode model = described == null ? null : described.properties().get("model");
    return model == null || model.knownValues().isEmpty()
        ? NODES.stringNode("emulated-model")
        : model.knownValues().get(0);
  }

  private @Nullable SchemaNode requestSchema() {
    Operation.RequestBody body = operation.requestBody();
    Operation.MediaType json = body == null ? null : body.content().get("application/json");
    return json == null ? null : json.schema();
  }

  // A value is written where the schema describes a place for it and allows it.
  private void set(ObjectNode owner, SchemaNode schema, String name, JsonNode value) {
    SchemaNode described = schema.properties().get(name);
    if (described != null && contract.engine().validate(value, described).isEmpty()) {
      owner.set(name, value);
    }
  }

  private void usage(ObjectNode answer, SchemaNode schema, Asked asked, int completionTokens) {
    SchemaNode described = schema.properties().get("usage");
    JsonNode made = described == null ? null : least.generate(described);
    if (described == null || !(made instanceof ObjectNode usage)) {
      return;
    }
    int promptTokens = Tokens.of(asked.text()).size();
    set(usage, described, "prompt_tokens", NODES.numberNode(promptTokens));
    set(usage, described, "completion_tokens", NODES.numberNode(completionTokens));
    set(usage, described, "total_tokens", NODES.numberNode(promptTokens + completionTokens));
    answer.set("usage", usage);
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One of the choices. */
  private final class Choice {
    private final SchemaNode schema;
    private final Asked asked;
    private final ToolCalls.@Nullable Call call;
    private final int index;
    private List<String> written = List.of();
    int tokens;

    Choice(SchemaNode schema, Asked asked, ToolCalls.@Nullable Call call, int index) {
      this.schema = schema;
      this.asked = asked;
      this.call = call;
      this.index = index;
    }

    @Nullable ObjectNode make() {
      if (!(least.generate(schema) instanceof ObjectNode choice)) {
        return null;
      }
      Agreement.ToolCalls names = agreement.toolCalls();
      String messageName = names == null ? "message" : names.message();
      SchemaNode messageSchema = schema.properties().get(messageName);
      String reason = "stop";
      if (messageSchema != null && choice.path(messageName) instanceof ObjectNode message) {
        Agreement.FunctionChoice functions = agreement.functionChoice();
        if (call != null && functions != null && call.isDeprecated()) {
          ObjectNode written = NODES.objectNode().put(functions.name(), call.name());
          written.put(functions.arguments(), call.input());
          set(message, messageSchema, functions.call(), written);
          wordless(message, messageSchema, call);
          reason = functions.call();
        } else if (call != null
            && !call.isDeprecated()
            && names != null
            && messageSchema.properties().containsKey(names.calls())) {
          calls(message, messageSchema, names.calls(), call);
          reason = names.value();
        } else {
          reason = text(message, messageSchema, "content");
        }
      } else {
        reason = text(choice, schema, "text");
      }
      JsonNode logprobs = Logprobs.of(asked.request(), agreement.logprobs(), written);
      if (logprobs != null) {
        set(choice, schema, "logprobs", logprobs);
      }
      set(choice, schema, stream == null ? "index" : stream.key(), NODES.numberNode(index));
      String finish = names == null ? "finish_reason" : names.reason();
      set(choice, schema, finish, NODES.stringNode(reason));
      return choice;
    }

    // The text, and why it ends.
    private String text(ObjectNode owner, SchemaNode described, String name) {
      String words = asked.text() + (index == 0 ? "" : " (answer %d)".formatted(index + 1));
      List<String> all = Tokens.of(asked.answer(words));
      tokens = Math.min(all.size(), asked.limit());
      written = all.subList(0, tokens);
      set(owner, described, name, NODES.stringNode(String.join("", written)));
      return tokens < all.size() ? "length" : "stop";
    }

    private void calls(
        ObjectNode message, SchemaNode described, String name, ToolCalls.Call wanted) {
      SchemaNode list = described.properties().get(name);
      SchemaNode items = list == null ? null : list.items();
      JsonNode made = items == null ? null : least.generate(items);
      if (!(made instanceof ObjectNode one)) {
        return;
      }
      one.put("id", "call_%s_%d".formatted(wanted.name().replaceAll("\\W", "_"), index));
      Agreement.Arguments names = agreement.arguments();
      if (!wanted.isFunction()) {
        one.remove("function");
        one.put("type", wanted.kind());
        one.putObject(wanted.kind()).put("name", wanted.name()).put("input", wanted.input());
      } else if (names != null) {
        put(one, names.name(), wanted.name());
        put(one, names.arguments(), wanted.input());
      }
      message.putArray(name).add(one);
      wordless(message, described, wanted);
    }

    // Beside calls there are no words: null, or the function's name where null is not allowed. An
    // empty text would come back as null from clients that add a stream up.
    private void wordless(ObjectNode message, SchemaNode described, ToolCalls.Call wanted) {
      // A call is made whole, and counted as far as the limit goes.
      tokens = Math.min(Tokens.of(wanted.input()).size(), asked.limit());
      SchemaNode content = described.properties().get("content");
      if (content != null) {
        List<JsonNode> without = List.of(NODES.nullNode(), NODES.stringNode(wanted.name()));
        JsonNode allowed = Answers.allowed(contract, content, without);
        if (allowed == null) {
          message.remove("content");
        } else {
          message.set("content", allowed);
        }
      }
    }

    private void put(ObjectNode owner, String path, String value) {
      String[] names = path.split("/", -1);
      ObjectNode at = owner;
      for (int i = 0; i < names.length - 1; i++) {
        at = at.path(names[i]) instanceof ObjectNode child ? child : at.putObject(names[i]);
      }
      at.put(names[names.length - 1], value);
    }
  }

  /** What of the answer is not among its choices, by name. */
  static List<Map.Entry<String, JsonNode>> besideChoices(ObjectNode whole, String choices) {
    return whole.properties().stream().filter(e -> !e.getKey().equals(choices)).toList();
  }
}
