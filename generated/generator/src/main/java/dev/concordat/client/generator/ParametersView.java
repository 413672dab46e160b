package dev.concordat.client.generator;

import dev.concordat.language.IgnoredHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the templates are told of an operation's parameters. They are an object, so that one more
 * breaks nobody's code: a component is made of them, and is generated like any other.
 *
 * @param type the class of that component
 * @param required whether one of them has to be given
 * @param headed those in the path, in headers and in cookies
 * @param query those in the query
 */
record ParametersView(String type, boolean required, List<Headed> headed, List<Query> query) {
  private static final String COMPONENT = "x-parameters";
  private static final String KEY = "x-key";

  // OpenAPI 3.1, 4.8.12.1: these say what other places of the contract do.

  // Retrofit takes no others between braces.
  private static final Pattern PLACEHOLDER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");

  /**
   * A parameter that Retrofit's interface names.
   *
   * @param annotation how it does
   * @param type its type there
   * @param java its name there
   * @param argument the expression that writes it
   */
  record Headed(String annotation, String type, String java, String argument) {
    String retrofit() {
      return annotation + " " + type + " " + java;
    }
  }

  /**
   * A parameter in the query, which may become any number of pairs.
   *
   * @param key the member that has it, as a Java literal
   * @param name its name in the query, as a Java literal
   */
  record Query(String key, String name, String style, boolean explode) {}

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
          .append(one.key)
          .append(", ")
          .append(one.name)
          .append(", ")
          .append(one.style)
          .append(", ")
          .append(one.explode)
          .append("))");
    }
    return call.toString();
  }

  static @Nullable ParametersView of(JsonNode operation, ContractTree contract, String provider) {
    String component = operation.path(COMPONENT).asString("");
    if (component.isEmpty()) {
      return null;
    }
    List<Headed> headed = new ArrayList<>();
    List<Query> query = new ArrayList<>();
    JsonNode schema = contract.schema(component);
    List<String> cookies = new ArrayList<>();
    for (JsonNode parameter : schema.path(COMPONENT)) {
      String name = parameter.path("name").asString("");
      String literal = Names.literal(name);
      String key = Names.literal(parameter.path(KEY).asString(""));
      String in = parameter.path("in").asString("");
      String style = parameter.path("style").asString(style(in));
      boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
      boolean json = parameter.has("content");
      switch (in) {
        case "path" ->
            headed.add(
                new Headed(
                    "@Path(value = " + Names.literal(placeholder(name)) + ", encoded = true)",
                    "String",
                    Names.parameter(name),
                    "Style.path(parameters, " + key + ", " + explode + ", " + json + ")"));
        case "header" ->
            headed.add(
                new Headed(
                    "@Header(" + literal + ")",
                    "@Nullable String",
                    Names.parameter(name) + "Header",
                    "Style.header(parameters, " + key + ", " + explode + ", " + json + ")"));
        case "cookie" -> {
          cookies.add(key);
          cookies.add(literal);
        }
        default ->
            query.add(new Query(key, literal, Names.literal(json ? "json" : style), explode));
      }
    }
    if (!cookies.isEmpty()) {
      headed.add(
          new Headed(
              "@Header(\"Cookie\")",
              "@Nullable String",
              "cookies",
              "Style.cookies(parameters, " + String.join(", ", cookies) + ")"));
    }
    return new ParametersView(
        Names.type(component, provider), schema.path("required").size() > 0, headed, query);
  }

  /** The secrets among an operation's parameters. */
  static List<Key> keys(JsonNode operation, JsonNode pathItem, ContractTree contract) {
    List<Key> keys = new ArrayList<>();
    for (JsonNode parameter : all(operation, pathItem, contract)) {
      if (isSecret(parameter, contract)) {
        String name = parameter.path("name").asString("");
        String doc = Docs.escape(parameter.path("description").asString(name)).strip();
        keys.add(new Key(parameter.path("in").asString(""), name, Names.setting(name), doc));
      }
    }
    return keys;
  }

  /** Makes a component of an operation's parameters, and names it at the operation. */
  static void addComponent(ObjectNode operation, JsonNode pathItem, ContractTree contract) {
    ObjectNode schema = operation.objectNode();
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    ArrayNode parameters = operation.arrayNode();
    String id = operation.path("operationId").asString("");
    schema.put("description", "The parameters of `" + id + "`.");
    for (JsonNode parameter : all(operation, pathItem, contract)) {
      String name = parameter.path("name").asString("");
      String in = parameter.path("in").asString("");
      if (IgnoredHeaders.has(in, name)
          || name.startsWith("x-bce-")
          || isSecret(parameter, contract)) {
        continue; // Said elsewhere; part of the signature, which sets it; or given to the client.
      }
      // One in the path and one in the query may have the same name.
      String key = properties.has(name) ? in + "-" + name : name;
      JsonNode described = schema(parameter).deepCopy();
      if (described instanceof ObjectNode object) {
        for (String keyword : List.of("description", "deprecated")) {
          if (parameter.has(keyword) && !object.has("$ref")) {
            object.set(keyword, parameter.path(keyword));
          }
        }
      }
      properties.set(key, described);
      if (parameter.path("required").asBoolean(false)) {
        schema.withArray("required").add(key);
      }
      parameters.add(((ObjectNode) parameter.deepCopy()).put(KEY, key));
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

  /** The name of a parameter between the braces of a path, as Retrofit takes it. */
  static String placeholder(String name) {
    StringBuilder hex = new StringBuilder("p");
    name.chars().forEach(c -> hex.append(Integer.toHexString(c)));
    return PLACEHOLDER.matcher(name).matches() ? name : hex.toString();
  }

  /** A path with such names. */
  static String path(String path) {
    return Pattern.compile("\\{([^{}]*)}")
        .matcher(path)
        .replaceAll(match -> Matcher.quoteReplacement("{" + placeholder(match.group(1)) + "}"));
  }

  static boolean isSecret(JsonNode parameter, ContractTree contract) {
    String in = parameter.path("in").asString("");
    return (in.equals("header") || in.equals("query"))
        && contract.resolve(schema(parameter)).path("format").asString("").equals("password");
  }

  /** Those of the path, too, unless the operation has one of its own in their place. */
  static List<JsonNode> all(JsonNode operation, JsonNode pathItem, ContractTree contract) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode list : List.of(pathItem.path("parameters"), operation.path("parameters"))) {
      for (JsonNode reference : list) {
        JsonNode parameter = contract.follow(reference);
        parameters.put(
            parameter.path("in").asString("") + " " + parameter.path("name").asString(""),
            parameter);
      }
    }
    return List.copyOf(parameters.values());
  }
}
