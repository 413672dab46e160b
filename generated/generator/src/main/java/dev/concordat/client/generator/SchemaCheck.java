package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import dev.concordat.language.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

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
    String place = at + "/" + escaped(name);
    if (name.startsWith("x-")) {
      if (name.equals(Extension.EXTENSIBLE_ENUM.text())) {
        requireOnce(value, place, name);
      }
      return;
    }
    Keyword keyword = Keyword.of(name);
    if (keyword == null) {
      refusals.add(place, "`" + name + "` is no keyword of JSON Schema 2020-12", nearest(name));
      return;
    }
    Treatment treatment = Treatment.of(keyword);
    if (treatment.kind() == Treatment.Kind.REFUSED) {
      refusals.add(place, "`" + name + "`: " + treatment.what(), treatment.instead());
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
            values(value).stream().noneMatch(JsonNode::isContainer),
            place,
            name,
            "write `type: object` with its members: lists and objects cannot be listed");
        requireOnce(value, place, name);
      }
      case CONST ->
          require(
              !value.isContainer(),
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
          TYPES.contains(type.asString("")),
          place,
          "type: " + type.asString(""),
          type.asString("").equals("file")
              ? "write `type: string` with `format: binary`"
              : "write one of string, number, integer, boolean, array, object, 'null'");
    }
    require(!types.isEmpty(), place, "type", "name one");
  }

  private void checkDiscriminator(ObjectNode schema, JsonNode value, String place) {
    require(
        value.path("propertyName").isString(), place, "discriminator", "write a `propertyName`");
    require(
        schema.has("oneOf") || schema.has("anyOf"),
        place,
        "`discriminator` without branches",
        "write a `oneOf` of them beside it, and `allOf` in none of them");
  }

  // Components are what is referred to; a schema elsewhere in the file becomes one.
  private void checkReference(ObjectNode schema, JsonNode value, String place) {
    String ref = value.asString("");
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
      target = MissingNode.getInstance();
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

  private void requireOnce(JsonNode values, String place, String name) {
    List<JsonNode> all = values(values);
    if (Set.copyOf(all).size() < all.size()) {
      refusals.add(place, "`" + name + "` lists a value twice", "write each value once");
    }
  }

  private void require(boolean condition, String place, String what, String instead) {
    if (!condition) {
      String quoted = what.startsWith("`") ? what : "`" + what + "`";
      refusals.add(place, quoted + " is not in a form that has a type in Java", instead);
    }
  }

  private static boolean isTexts(JsonNode value) {
    return value.isArray() && values(value).stream().allMatch(JsonNode::isString);
  }

  private static List<JsonNode> values(JsonNode array) {
    if (array instanceof ArrayNode) {
      return array.valueStream().toList();
    }
    return List.of();
  }

  private static String nearest(String name) {
    String near = Nearest.of(name, Stream.of(Keyword.values()).map(Keyword::text).toList());
    return near == null ? "leave it out, or call it `x-" + name + "`" : "write `" + near + "`";
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
