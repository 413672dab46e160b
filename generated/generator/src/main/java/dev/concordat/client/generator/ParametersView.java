package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of an operation's parameters. They are an object, so that one more
 * breaks nobody's code: a component is made of them, and is generated like any other.
 *
 * @param type the class of that component
 * @param required whether one of them has to be given
 * @param headed those in the path and in headers
 * @param query those in the query
 */
record ParametersView(String type, boolean required, List<Headed> headed, List<Query> query) {
  private static final String COMPONENT = "x-parameters";

  /** A parameter that Retrofit's interface names. */
  record Headed(String annotation, String place, String name, String java, boolean explode) {
    String argument() {
      return "Style." + place + "(parameters, " + name + ", " + explode + ")";
    }

    String retrofit() {
      String type = place.equals("path") ? "String" : "@Nullable String";
      return "@" + annotation + "(" + name + ") " + type + " " + java;
    }
  }

  /** A parameter in the query, which may become any number of pairs. */
  record Query(String name, String style, boolean explode) {}

  /**
   * A secret that is a parameter and no security scheme: it is given once, to the client.
   *
   * @param place where it is sent, header or query
   */
  record Key(String place, String json, String name, String doc) {
    String retrofit() {
      String annotation = place.equals("header") ? "Header" : "Query";
      return "@" + annotation + "(" + Names.literal(json) + ") @Nullable String " + name;
    }
  }

  /** The expression for Retrofit's tag, which carries the query. */
  String call() {
    if (query.isEmpty()) {
      return "call";
    }
    StringBuilder call = new StringBuilder("call");
    for (Query one : query) {
      call.append(".query(Style.query(parameters, ")
          .append(one.name)
          .append(", ")
          .append(one.style)
          .append(", ")
          .append(one.explode)
          .append("))");
    }
    return call.toString();
  }

  static @Nullable ParametersView of(JsonNode operation, Contract contract, String provider) {
    String component = operation.path(COMPONENT).asText("");
    if (component.isEmpty()) {
      return null;
    }
    List<Headed> headed = new ArrayList<>();
    List<Query> query = new ArrayList<>();
    JsonNode schema = contract.schema(component);
    for (JsonNode parameter : schema.path(COMPONENT)) {
      String name = parameter.path("name").asText();
      String literal = Names.literal(name);
      String in = parameter.path("in").asText();
      String style = parameter.path("style").asText(style(in));
      boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
      String java = Names.parameter(name);
      switch (in) {
        case "path" -> headed.add(new Headed("Path", in, literal, java, explode));
        case "header" -> headed.add(new Headed("Header", in, literal, java, explode));
        default -> query.add(new Query(literal, Names.literal(style), explode));
      }
    }
    return new ParametersView(
        Names.type(component, provider), schema.path("required").size() > 0, headed, query);
  }

  /** The secrets among an operation's parameters. */
  static List<Key> keys(JsonNode operation, JsonNode pathItem, Contract contract) {
    List<Key> keys = new ArrayList<>();
    for (JsonNode parameter : all(operation, pathItem, contract)) {
      if (isSecret(parameter, contract)) {
        String name = parameter.path("name").asText();
        String doc = Docs.escape(parameter.path("description").asText(name)).strip();
        keys.add(new Key(parameter.path("in").asText(), name, Names.parameter(name), doc));
      }
    }
    return keys;
  }

  /** Makes a component of an operation's parameters, and names it at the operation. */
  static void addComponent(ObjectNode operation, JsonNode pathItem, Contract contract) {
    ObjectNode schema = operation.objectNode();
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    ArrayNode parameters = operation.arrayNode();
    String id = operation.path("operationId").asText();
    schema.put("description", "The parameters of `" + id + "`.");
    for (JsonNode parameter : all(operation, pathItem, contract)) {
      String name = parameter.path("name").asText();
      if (name.startsWith("x-bce-") || isSecret(parameter, contract)) {
        continue; // Part of the signature, which sets it; or given to the client.
      }
      JsonNode described = schema(parameter).deepCopy();
      if (described instanceof ObjectNode object) {
        for (String keyword : List.of("description", "deprecated")) {
          if (parameter.has(keyword) && !object.has("$ref")) {
            object.set(keyword, parameter.path(keyword));
          }
        }
      }
      properties.set(name, described);
      if (parameter.path("required").asBoolean()) {
        schema.withArray("required").add(name);
      }
      parameters.add(parameter);
    }
    if (!parameters.isEmpty()) {
      schema.set(COMPONENT, parameters);
      operation.put(COMPONENT, contract.add(Names.pascal(id) + "Parameters", schema));
    }
  }

  /** The style of a parameter that has none of its own (OpenAPI 3.1, 4.8.12.2). */
  static String style(String in) {
    return in.equals("query") || in.equals("cookie") ? "form" : "simple";
  }

  /** The schema of a parameter, wherever it stands. */
  static JsonNode schema(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    return schema.isMissingNode()
        ? parameter.path("content").path("application/json").path("schema")
        : schema;
  }

  private static boolean isSecret(JsonNode parameter, Contract contract) {
    return contract.resolve(schema(parameter)).path("format").asText().equals("password");
  }

  /** Those of the path, too, unless the operation has one of its own in their place. */
  static List<JsonNode> all(JsonNode operation, JsonNode pathItem, Contract contract) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode list : List.of(pathItem.path("parameters"), operation.path("parameters"))) {
      for (JsonNode reference : list) {
        JsonNode parameter = contract.follow(reference);
        parameters.put(
            parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
      }
    }
    return List.copyOf(parameters.values());
  }
}
