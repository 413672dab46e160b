package dev.concordat.conformance.schema;

import dev.concordat.conformance.schema.CallerSchema.UnusableException;
import dev.concordat.language.Keyword;
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
  private final boolean withFormats;
  private final Identifiers identifiers;
  private final IdentityHashMap<JsonNode, String> definitions = new IdentityHashMap<>();
  private final Deque<Identifiers.Target> unwritten = new ArrayDeque<>();
  private int schemas;

  private CallerSchemaReader(JsonNode root, boolean withFormats) {
    this.root = root;
    this.withFormats = withFormats;
    this.identifiers = new Identifiers(root);
    definitions.put(root, "");
  }

  /**
   * Reads a schema.
   *
   * @param withFormats whether a {@code format} is kept, so that it is asserted
   * @throws UnusableException where it is none, or has something that is not read
   */
  static JsonNode read(JsonNode schema, boolean withFormats) {
    return new CallerSchemaReader(schema, withFormats).read();
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
        member(member.getKey(), member.getValue(), json, scope, read);
      }
    }
    return read;
  }

  // Of keywords that later dialects have no more, what those have instead.
  private void member(
      String name, JsonNode value, JsonNode owner, Identifiers.Scope scope, ObjectNode read) {
    switch (name) {
      case "$recursiveRef" -> beside(read, identifiers.recursive(scope));
      case "additionalItems" -> {
        if (owner.path("items").isArray()) {
          read.set("items", schema(value, scope, name));
        }
      }
      case "dependencies" -> {
        if (scope.hasDependencies()) {
          dependencies(Kind.OBJECT.of(name, value), scope, read);
        }
      }
      default -> {
        Keyword keyword = Keyword.of(name);
        if (keyword != null) {
          keyword(keyword, value, owner, scope, read);
        }
      }
    }
  }

  private void keyword(
      Keyword keyword, JsonNode value, JsonNode owner, Identifiers.Scope scope, ObjectNode read) {
    String name = keyword.text();
    switch (keyword) {
      case DYNAMIC_REF -> beside(read, identifiers.dynamic(value, scope));
      case PROPERTIES, PATTERN_PROPERTIES, DEPENDENT_SCHEMAS ->
          read.set(name, byName(name, value, scope));
      case ALL_OF -> inOrder(name, value, scope).forEach(each -> beside(read, each));
      case ANY_OF, ONE_OF -> {
        if (Kind.LIST.of(name, value).isEmpty()) {
          throw new UnusableException(name + ": it has no schema in it");
        }
        read.set(name, inOrder(name, value, scope));
      }
      case PREFIX_ITEMS -> read.set(name, inOrder(name, value, scope));
      case ADDITIONAL_PROPERTIES, PROPERTY_NAMES, CONTAINS, NOT, IF, THEN, ELSE ->
          read.set(name, schema(value, scope, name));
      case UNEVALUATED_ITEMS, UNEVALUATED_PROPERTIES -> read.set(name, schema(value, scope, name));
      case ITEMS -> {
        if (value.isArray()) {
          read.set("prefixItems", inOrder(name, value, scope));
        } else {
          read.set(name, schema(value, scope, name));
        }
      }
      case MINIMUM, MAXIMUM -> {
        String exclusive =
            (keyword == Keyword.MINIMUM ? Keyword.EXCLUSIVE_MINIMUM : Keyword.EXCLUSIVE_MAXIMUM)
                .text();
        boolean isExclusive = owner.path(exclusive).asBoolean(false);
        read.set(isExclusive ? exclusive : name, Kind.NUMBER.of(name, value));
      }
      case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> {
        // In draft-04 it says how the bound beside it is meant.
        if (!value.isBoolean()) {
          read.set(name, Kind.NUMBER.of(name, value));
        }
      }
      case DEPENDENT_REQUIRED -> {
        for (Map.Entry<String, JsonNode> each : Kind.OBJECT.of(name, value).properties()) {
          names(name, each.getValue());
        }
        read.set(name, value);
      }
      case TYPE, CONST -> read.set(name, value);
      case ENUM -> {
        // A list without a value allows none, which the engine takes for all.
        if (Kind.LIST.of(name, value).isEmpty()) {
          beside(read, NODES.booleanNode(false));
        } else {
          read.set(name, value);
        }
      }
      case REQUIRED -> read.set(name, Kind.LIST.of(name, value));
      case MULTIPLE_OF -> read.set(name, Kind.NUMBER.of(name, value));
      case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS, MIN_CONTAINS, MAX_CONTAINS ->
          read.set(name, Kind.COUNT.of(name, value));
      case MIN_PROPERTIES, MAX_PROPERTIES -> read.set(name, Kind.COUNT.of(name, value));
      case UNIQUE_ITEMS -> read.set(name, Kind.FLAG.of(name, value));
      case PATTERN -> read.set(name, Kind.TEXT.of(name, value));
      case FORMAT -> {
        Kind.TEXT.of(name, value);
        if (withFormats) {
          read.set(name, value);
        }
      }
      case REF, ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DEFS, DEFINITIONS -> {
        // Was followed, or is where it is followed.
      }
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE, CONTENT_SCHEMA, NULLABLE -> {
        // Asserts nothing in any of the dialects.
      }
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED, READ_ONLY, WRITE_ONLY -> {}
      case COMMENT, DISCRIMINATOR, EXTERNAL_DOCS, XML -> {}
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
    beside(read, NODES.objectNode().put("$ref", define(target)));
  }

  private static void beside(ObjectNode read, JsonNode schema) {
    if (read.path("allOf") instanceof ArrayNode all) {
      all.add(schema);
    } else {
      read.putArray("allOf").add(schema);
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
    };

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
