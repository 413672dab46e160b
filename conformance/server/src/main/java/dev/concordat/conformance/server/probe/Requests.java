package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.language.Keyword;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The requests of an operation that cases begin with. */
final class Requests {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String JSON = "application/json";
  private static final String QUESTION = "Say hello in one word.";

  private final Contract contract;
  private final Operation operation;
  private final @Nullable String model;
  private final InstanceGenerator least;

  /**
   * Requests of an operation.
   *
   * @param model the model to ask for, or null for the first that the contract names
   */
  Requests(Contract contract, Operation operation, @Nullable String model) {
    this.contract = contract;
    this.operation = operation;
    this.model = model;
    this.least = InstanceGenerator.least(contract);
  }

  /** The schema of the body, or null where none is described. */
  @Nullable SchemaNode schema() {
    Operation.RequestBody body = operation.requestBody();
    MediaType json = body == null ? null : body.content().get(mediaType(operation));
    return json == null ? null : json.schema();
  }

  /** The media type of the bodies that are made: that of JSON which the contract names. */
  static String mediaType(Operation operation) {
    Operation.RequestBody body = operation.requestBody();
    Set<String> described = body == null ? Set.of() : body.content().keySet();
    return described.contains(JSON)
        ? JSON
        : described.stream().filter(type -> type.endsWith("+json")).findFirst().orElse(JSON);
  }

  /** Why no request can be made, or null where one can. */
  @Nullable String impossible() {
    Operation.RequestBody body = operation.requestBody();
    if (body == null || !body.required() || body.content().isEmpty()) {
      return null;
    }
    if (!body.content().containsKey(mediaType(operation))) {
      return "requests in %s are not made, as those in JSON are"
          .formatted(String.join(", ", body.content().keySet()));
    }
    SchemaNode schema = schema();
    return schema == null || least.generate(schema) != null
        ? null
        : "no request was found that satisfies the contract";
  }

  /** The least that satisfies the contract and asks for something; null where it is no body. */
  @Nullable JsonNode minimal() {
    Operation.RequestBody body = operation.requestBody();
    return body == null || !body.required() ? null : forBody();
  }

  /** As {@link #minimal()}, also where the body may be left out. */
  JsonNode forBody() {
    SchemaNode schema = schema();
    JsonNode made = schema == null ? null : least.generate(schema);
    if (schema == null || !(made instanceof ObjectNode request)) {
      return made == null ? NODES.objectNode() : made;
    }
    ObjectNode telling = request.deepCopy();
    if (has("model")) {
      telling.put("model", modelOr(telling.path("model").asString("")));
    }
    if (messages().containsKey("user")) {
      telling.putArray("messages").add(message("user", QUESTION));
    } else if (has("prompt")) {
      telling.put("prompt", "Once upon a time");
    }
    return contract.engine().validate(telling, schema).isEmpty() ? telling : request;
  }

  private String modelOr(String generated) {
    if (model != null) {
      return model;
    }
    SchemaNode schema = schema();
    SchemaNode described = schema == null ? null : schema.properties().get("model");
    JsonNode example = described == null ? null : described.keyword(Keyword.EXAMPLES).path(0);
    if (described != null && !described.knownValues().isEmpty()) {
      return described.knownValues().get(0).asString();
    }
    return example == null || !example.isString() ? generated : example.stringValue();
  }

  boolean has(String property) {
    SchemaNode schema = schema();
    return schema != null && schema.properties().containsKey(property);
  }

  /** The messages that are described, by role. */
  Map<String, SchemaNode> messages() {
    SchemaNode schema = schema();
    SchemaNode list = schema == null ? null : schema.properties().get("messages");
    Union union = list == null || list.items() == null ? null : list.items().union();
    return union == null ? Map.of() : union.mapping();
  }

  /** The parts that a user's message may have, by type. */
  Map<String, SchemaNode> userParts() {
    SchemaNode user = messages().get("user");
    SchemaNode content = user == null ? null : user.properties().get("content");
    Union branches = content == null ? null : content.union();
    if (branches == null) {
      return Map.of();
    }
    for (SchemaNode branch : branches.branches()) {
      Union parts = branch.items() == null ? null : branch.items().union();
      if (parts != null) {
        return parts.mapping();
      }
    }
    return Map.of();
  }

  static ObjectNode message(String role, String content) {
    return NODES.objectNode().put("role", role).put("content", content);
  }

  /**
   * A request with more in it; null where the contract does not allow it, or there is no request to
   * begin with.
   */
  @Nullable ObjectNode with(@Nullable JsonNode request, ObjectNode more) {
    SchemaNode schema = schema();
    if (schema == null || !(request instanceof ObjectNode object)) {
      return null;
    }
    ObjectNode both = object.deepCopy();
    more.properties().forEach(member -> both.set(member.getKey(), member.getValue()));
    return contract.engine().validate(both, schema).isEmpty() ? both : null;
  }

  /** What a request has to have for an answer of another media type, or null where nothing. */
  @Nullable ObjectNode condition(Operation.When when) {
    JsonNode made = when.request() == null ? null : least.generate(when.request());
    return made instanceof ObjectNode object && !object.isEmpty() ? object : null;
  }
}
