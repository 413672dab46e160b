package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the schemas of a contract against the closed set of keywords, notes in each where it
 * stands, and makes components of what else is referred to.
 */
final class SchemaCheck {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object", "null");
  private static final String COMPONENTS = "/components/schemas/";

  private final ObjectNode root;
  private final Refusals refusals;

  SchemaCheck(ObjectNode root, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
  }

  /** Checks a schema and all that stand in it and say how a value is spelled. */
  void check(JsonNode schema, String at) {
    if (!(schema instanceof ObjectNode object)) {
      if (!schema.isBoolean()) {
        refusals.add(at, "a schema is an object, true or false", "write `type: …`");
      }
      return;
    }
    Refusals.stamp(object, at);
    for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
      checkKeyword(object, member.getKey(), member.getValue(), at);
    }
    for (String keyword : List.of("properties", "items", "additionalProperties")) {
      JsonNode value = object.path(keyword);
      if (keyword.equals("properties")) {
        value
            .properties()
            .forEach(one -> check(one.getValue(), at + "/properties/" + escaped(one.getKey())));
      } else if (value.isObject()) {
        check(value, at + "/" + keyword);
      }
    }
    for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
      for (int i = 0; object.path(keyword).isArray() && i < object.path(keyword).size(); i++) {
        check(object.path(keyword).path(i), at + "/" + keyword + "/" + i);
      }
    }
  }

  private void checkKeyword(ObjectNode schema, String name, JsonNode value, String at) {
    if (name.startsWith("x-")) {
      return;
    }
    Keyword keyword = Keyword.of(name);
    String place = at + "/" + escaped(name);
    if (keyword == null) {
      refusals.add(place, "`" + name + "` is no keyword of JSON Schema 2020-12", nearest(name));
      return;
    }
    if (keyword.treatment() == Keyword.Treatment.REFUSED) {
      refusals.add(place, "`" + name + "`: " + keyword.what(), keyword.instead());
      return;
    }
    switch (keyword) {
      case TYPE -> checkTypes(value, place);
      case REF -> checkReference(schema, value, place);
      case PROPERTIES ->
          require(value.isObject(), place, name, "write each member with its schema");
      case REQUIRED -> require(isTexts(value), place, name, "write a list of names");
      case ENUM -> {
        require(value.isArray() && !value.isEmpty(), place, name, "write a list of values");
        require(
            values(value).stream().noneMatch(JsonNode::isContainerNode),
            place,
            name,
            "write `type: object` with its members: lists and objects cannot be listed");
      }
      case CONST ->
          require(
              !value.isContainerNode(),
              place,
              name,
              "write `type: object` with its members: the value has to be a text, number or"
                  + " boolean");
      case ALL_OF, ONE_OF, ANY_OF ->
          require(value.isArray() && !value.isEmpty(), place, name, "write a list of schemas");
      case ITEMS ->
          require(
              value.isObject() || (value.isBoolean() && value.booleanValue()),
              place,
              name,
              "write one schema; if items differ, a `oneOf` of theirs");
      case ADDITIONAL_PROPERTIES ->
          require(value.isObject() || value.isBoolean(), place, name, "write a schema or true");
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS ->
          require(
              value.isBoolean(), place, name, "write true or false; schemas go to `properties`");
      case EXCLUSIVE_MAXIMUM, EXCLUSIVE_MINIMUM ->
          require(value.isNumber(), place, name, "write the number itself, as in OpenAPI 3.1");
      case DISCRIMINATOR -> checkDiscriminator(schema, value, place);
      default -> {
        // The checker holds values against it, or it is for people.
      }
    }
  }

  private void checkTypes(JsonNode value, String place) {
    List<JsonNode> types = value.isArray() ? values(value) : List.of(value);
    for (JsonNode type : types) {
      require(
          TYPES.contains(type.asText()),
          place,
          "type: " + type.asText(),
          type.asText().equals("file")
              ? "write `type: string` with `format: binary`"
              : "write one of string, number, integer, boolean, array, object, 'null'");
    }
    require(!types.isEmpty(), place, "type", "name one");
  }

  private void checkDiscriminator(ObjectNode schema, JsonNode value, String place) {
    require(
        value.path("propertyName").isTextual(), place, "discriminator", "write a `propertyName`");
    require(
        schema.has("oneOf") || schema.has("anyOf"),
        place,
        "`discriminator` without branches",
        "write a `oneOf` of them beside it, and `allOf` in none of them");
  }

  // Components are what is referred to; a schema elsewhere in the file becomes one.
  private void checkReference(ObjectNode schema, JsonNode value, String place) {
    String ref = value.asText();
    String pointer = ref.startsWith("#") ? ref.substring(1) : "";
    String name = pointer.startsWith(COMPONENTS) ? pointer.substring(COMPONENTS.length()) : "";
    if (!pointer.startsWith("/")) {
      refusals.add(
          place,
          "`$ref: " + ref + "` leads out of the file",
          "write `$ref: '#/components/schemas/<name>'`");
      return;
    }
    JsonNode target;
    try {
      target = root.at(pointer);
    } catch (IllegalArgumentException e) {
      target = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
    if (!target.isObject() && !target.isBoolean()) {
      refusals.add(
          place, "`$ref`: there is nothing at " + ref, "write `#/components/schemas/<name>`");
    } else if (name.isEmpty() || name.contains("/")) {
      String component = component(pointer);
      schema.put("$ref", "#" + COMPONENTS + component);
      ObjectNode schemas = root.withObject("/components/schemas");
      if (!schemas.has(component)) {
        JsonNode copy = target.deepCopy();
        schemas.set(component, copy);
        check(copy, pointer);
      }
    } else if (name.contains("~")) {
      schema.put("$ref", "#" + COMPONENTS + name.replace("~1", "/").replace("~0", "~"));
    }
  }

  // Named after the place: Thing/$defs/size as Thing-size.
  private static String component(String pointer) {
    List<String> words =
        Arrays.stream(pointer.split("/"))
            .filter(word -> !word.isEmpty() && !word.startsWith("$"))
            .filter(word -> !Set.of("components", "schemas", "properties", "paths").contains(word))
            .map(word -> word.replace("~1", "/").replace("~0", "~"))
            .toList();
    return String.join("-", words);
  }

  private void require(boolean condition, String place, String what, String instead) {
    if (!condition) {
      String quoted = what.startsWith("`") ? what : "`" + what + "`";
      refusals.add(place, quoted + " is not in a form that has a type in Java", instead);
    }
  }

  private static boolean isTexts(JsonNode value) {
    return value.isArray() && values(value).stream().allMatch(JsonNode::isTextual);
  }

  private static List<JsonNode> values(JsonNode array) {
    if (array instanceof ArrayNode) {
      return java.util.stream.StreamSupport.stream(array.spliterator(), false).toList();
    }
    return List.of();
  }

  private static String nearest(String name) {
    for (Keyword keyword : Keyword.values()) {
      if (distance(keyword.json(), name) <= 2) {
        return "write `" + keyword.json() + "`";
      }
    }
    return "leave it out, or call it `x-" + name + "`";
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int same = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(same, Math.min(above, row[j - 1]) + 1);
        corner = above;
      }
    }
    return row[other.length()];
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
