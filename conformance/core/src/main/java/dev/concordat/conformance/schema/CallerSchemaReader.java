package dev.concordat.conformance.schema;

import dev.concordat.conformance.schema.CallerSchema.UnusableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a schema of any {@link Dialect} and writes it in JSON Schema 2020-12: what references lead
 * to stands under {@code $defs}, identifiers are gone, and only what asserts is left.
 */
final class CallerSchemaReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_SCHEMAS = 20_000;

  private final JsonNode root;
  private final Identifiers identifiers;
  private final IdentityHashMap<JsonNode, String> definitions = new IdentityHashMap<>();
  private final Deque<Identifiers.Target> unwritten = new ArrayDeque<>();
  private int schemas;

  private CallerSchemaReader(JsonNode root) {
    this.root = root;
    this.identifiers = new Identifiers(root);
    definitions.put(root, "");
  }

  /**
   * Reads a schema.
   *
   * @throws UnusableException where it is none, or has something that is not read
   */
  static JsonNode read(JsonNode schema) {
    return new CallerSchemaReader(schema).read();
  }

  private JsonNode read() {
    JsonNode read = schema(root, Identifiers.OUTSIDE, "the schema");
    Map<String, JsonNode> written = new LinkedHashMap<>();
    for (Identifiers.Target next = unwritten.poll(); next != null; next = unwritten.poll()) {
      String name = definitions.get(next.schema());
      if (name != null) {
        written.put(name, schema(next.schema(), next.scope(), name));
      }
    }
    if (read instanceof ObjectNode object && !written.isEmpty()) {
      ObjectNode all = object.putObject("$defs");
      written.forEach(all::set);
    }
    return read;
  }

  // As deep as the schema, whose depth the JSON parser bounds.
  private JsonNode schema(JsonNode json, Identifiers.Scope around, String what) {
    if (json.isBoolean()) {
      return json;
    }
    if (!json.isObject()) {
      throw new UnusableException("%s: %s is no schema".formatted(what, Explanation.shown(json)));
    }
    if (++schemas > MAX_SCHEMAS) {
      throw new UnusableException("it has more than %d schemas".formatted(MAX_SCHEMAS));
    }
    Identifiers.Scope scope = identifiers.scope(json, around);
    ObjectNode read = NODES.objectNode();
    if (json.has("$ref")) {
      read.put("$ref", define(identifiers.target(json.get("$ref"), scope)));
      if (scope.dialect().isRefAlone()) {
        return read;
      }
    }
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (scope.dialect().has(member.getKey())) {
        keyword(member.getKey(), member.getValue(), json, scope, read);
      }
    }
    return read;
  }

  private void keyword(
      String keyword, JsonNode value, JsonNode owner, Identifiers.Scope scope, ObjectNode read) {
    switch (keyword) {
      case "$dynamicRef" -> beside(read, identifiers.dynamic(value, scope));
      case "$recursiveRef" -> beside(read, identifiers.recursive(scope));
      case "properties", "patternProperties", "dependentSchemas" ->
          read.set(keyword, byName(keyword, value, scope));
      case "allOf", "anyOf", "oneOf", "prefixItems" ->
          read.set(keyword, inOrder(keyword, value, scope));
      case "additionalProperties",
          "propertyNames",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties" ->
          read.set(keyword, schema(value, scope, keyword));
      case "items" -> {
        if (value.isArray()) {
          read.set("prefixItems", inOrder(keyword, value, scope));
        } else {
          read.set(keyword, schema(value, scope, keyword));
        }
      }
      case "additionalItems" -> {
        if (owner.path("items").isArray()) {
          read.set("items", schema(value, scope, keyword));
        }
      }
      case "dependencies" -> {
        if (scope.hasDependencies()) {
          dependencies(Kind.OBJECT.of(keyword, value), scope, read);
        }
      }
      case "minimum", "maximum" -> {
        String exclusive = keyword.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
        boolean isExclusive = owner.path(exclusive).asBoolean(false);
        read.set(isExclusive ? exclusive : keyword, Kind.NUMBER.of(keyword, value));
      }
      case "exclusiveMinimum", "exclusiveMaximum" -> {
        // In draft-04 it says how the bound beside it is meant.
        if (!value.isBoolean()) {
          read.set(keyword, Kind.NUMBER.of(keyword, value));
        }
      }
      case "dependentRequired" -> {
        for (Map.Entry<String, JsonNode> each : Kind.OBJECT.of(keyword, value).properties()) {
          names(keyword, each.getValue());
        }
        read.set(keyword, value);
      }
      default -> {
        Kind kind = Kind.BY_KEYWORD.get(keyword);
        if (kind != null) {
          read.set(keyword, kind.of(keyword, value));
        }
      }
    }
  }

  private ObjectNode byName(String keyword, JsonNode value, Identifiers.Scope scope) {
    ObjectNode read = NODES.objectNode();
    for (Map.Entry<String, JsonNode> each : Kind.OBJECT.of(keyword, value).properties()) {
      String what = keyword + "/" + each.getKey();
      read.set(each.getKey(), schema(each.getValue(), scope, what));
    }
    return read;
  }

  private ArrayNode inOrder(String keyword, JsonNode value, Identifiers.Scope scope) {
    ArrayNode read = NODES.arrayNode();
    int index = 0;
    for (JsonNode each : Kind.LIST.of(keyword, value)) {
      read.add(schema(each, scope, keyword + "/" + index));
      index++;
    }
    return read;
  }

  private void dependencies(JsonNode value, Identifiers.Scope scope, ObjectNode read) {
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      String name = each.getKey();
      if (each.getValue().isArray()) {
        object(read, "dependentRequired").set(name, names("dependencies", each.getValue()));
      } else {
        JsonNode schema = schema(each.getValue(), scope, "dependencies/" + name);
        object(read, "dependentSchemas").set(name, schema);
      }
    }
  }

  private static JsonNode names(String keyword, JsonNode list) {
    Kind.LIST.of(keyword, list).forEach(name -> Kind.TEXT.of(keyword, name));
    return list;
  }

  private static ObjectNode object(ObjectNode owner, String name) {
    return owner.path(name) instanceof ObjectNode there ? there : owner.putObject(name);
  }

  // A second reference holds beside the first.
  private void beside(ObjectNode read, Identifiers.Target target) {
    ObjectNode reference = NODES.objectNode().put("$ref", define(target));
    if (read.path("allOf") instanceof ArrayNode all) {
      all.add(reference);
    } else {
      read.putArray("allOf").add(reference);
    }
  }

  private String define(Identifiers.Target target) {
    String name = definitions.get(target.schema());
    if (name == null) {
      name = "s" + definitions.size();
      definitions.put(target.schema(), name);
      unwritten.add(target);
    }
    return name.isEmpty() ? "#" : "#/$defs/" + name;
  }

  /** What the value of a keyword that has no schemas in it must be. */
  private enum Kind {
    NUMBER("number") {
      @Override
      boolean is(JsonNode value) {
        return value.isNumber();
      }
    },
    COUNT("number that counts") {
      @Override
      boolean is(JsonNode value) {
        return value.isNumber() && value.decimalValue().signum() >= 0;
      }
    },
    FLAG("boolean") {
      @Override
      boolean is(JsonNode value) {
        return value.isBoolean();
      }
    },
    TEXT("text") {
      @Override
      boolean is(JsonNode value) {
        return value.isString();
      }
    },
    LIST("list") {
      @Override
      boolean is(JsonNode value) {
        return value.isArray();
      }
    },
    OBJECT("object") {
      @Override
      boolean is(JsonNode value) {
        return value.isObject();
      }
    },
    ANY("value") {
      @Override
      boolean is(JsonNode value) {
        return true;
      }
    };

    static final Map<String, Kind> BY_KEYWORD =
        Map.ofEntries(
            Map.entry("type", ANY),
            Map.entry("const", ANY),
            Map.entry("enum", LIST),
            Map.entry("required", LIST),
            Map.entry("multipleOf", NUMBER),
            Map.entry("minLength", COUNT),
            Map.entry("maxLength", COUNT),
            Map.entry("minItems", COUNT),
            Map.entry("maxItems", COUNT),
            Map.entry("minContains", COUNT),
            Map.entry("maxContains", COUNT),
            Map.entry("minProperties", COUNT),
            Map.entry("maxProperties", COUNT),
            Map.entry("uniqueItems", FLAG),
            Map.entry("pattern", TEXT),
            Map.entry("format", TEXT));

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    abstract boolean is(JsonNode value);

    JsonNode of(String keyword, JsonNode value) {
      if (!is(value)) {
        throw new UnusableException(
            "%s: %s is no %s".formatted(keyword, Explanation.shown(value), name));
      }
      return value;
    }
  }
}
