package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the schemas of a contract into the few forms that have a type in Java: a text, number,
 * boolean or list, an object, a map, an enum of texts, anything at all, and a union ({@code oneOf})
 * of those. What cannot be brought into one is refused.
 */
final class NormalForm {
  private final Map<String, JsonNode> written = new LinkedHashMap<>();
  private final Map<String, ObjectNode> formed = new LinkedHashMap<>();
  private final Set<String> forming = new LinkedHashSet<>();
  private final Refusals refusals;
  private final Merge merge;
  private final Unions unions;

  NormalForm(ObjectNode schemas, Refusals refusals) {
    schemas.properties().forEach(one -> written.put(one.getKey(), one.getValue()));
    this.refusals = refusals;
    this.merge = new Merge(name -> written.getOrDefault(name, schemas.objectNode()), refusals);
    this.unions = new Unions(this, new Leaves(this::component, refusals), refusals);
  }

  /** A component in its form. While it is being brought into it, as it is written. */
  JsonNode component(String name) {
    ObjectNode known = formed.get(name);
    if (known != null) {
      return known;
    }
    JsonNode schema = written.get(name);
    if (schema == null || !forming.add(name)) {
      return schema == null ? MissingNode.getInstance() : schema;
    }
    ObjectNode form = form(schema, true);
    forming.remove(name);
    formed.put(name, form);
    return form;
  }

  /** A schema in its form. */
  ObjectNode form(JsonNode schema) {
    return form(schema, false);
  }

  private ObjectNode form(JsonNode given, boolean component) {
    if (!(given instanceof ObjectNode object)) {
      return JsonNodeFactory.instance.objectNode();
    }
    ObjectNode schema = merge.flat(object.deepCopy());
    if (schema.has("$ref")) {
      return schema;
    }
    infer(schema);
    if (schema.has("oneOf") || schema.has("anyOf")) {
      unions.form(schema, component);
    } else if (ContractTree.types(schema).size() > 1) {
      byType(schema);
      unions.form(schema, component);
    }
    parts(schema);
    return schema;
  }

  private void infer(ObjectNode schema) {
    if (schema.has("type")) {
      if (schema.path("type").isArray() && schema.path("type").size() == 1) {
        schema.set("type", schema.path("type").get(0));
      }
      boolean both = Merge.types(schema).containsAll(List.of("integer", "number"));
      if (both) {
        ((ArrayNode) schema.path("type")).removeIf(type -> type.asString("").equals("integer"));
        infer(schema);
      }
      return;
    }
    Set<String> types = new LinkedHashSet<>();
    if (schema.has("const")) {
      types.add(type(schema.path("const")));
    }
    schema.path("enum").forEach(value -> types.add(type(value)));
    if (types.contains("number")) {
      types.remove("integer");
    }
    if (Extension.EXTENSIBLE_ENUM.isIn(schema)) {
      Extension.EXTENSIBLE_ENUM.of(schema).forEach(value -> types.add(type(value)));
    }
    if (schema.has("properties") || schema.has("additionalProperties") || schema.has("required")) {
      types.add("object");
    } else if (schema.has("items")) {
      types.add("array");
    }
    if (types.size() == 1) {
      schema.put("type", types.iterator().next());
    } else if (!types.isEmpty()) {
      types.forEach(schema.putArray("type")::add);
    } else if (!schema.has("oneOf") && !schema.has("anyOf")) {
      for (Map.Entry<String, JsonNode> member : schema.properties()) {
        Keyword keyword = Keyword.of(member.getKey());
        String type = keyword == null ? null : keyword.type();
        if (type != null && !Treatment.isTyped(member.getKey())) {
          refusals.add(
              schema,
              "`" + member.getKey() + "` without `type`, so that a value may be of any",
              "write `type: " + type + "` beside it");
          return;
        }
      }
    }
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.decimalValue().stripTrailingZeros().scale() <= 0 ? "integer" : "number";
      case NULL -> "null";
      case ARRAY -> "array";
      default -> "object";
    };
  }

  // Several types: a branch for each, with what speaks of it.
  static void byType(ObjectNode schema) {
    ArrayNode oneOf = schema.arrayNode();
    for (String type : Merge.types(schema)) {
      ObjectNode branch = oneOf.addObject().put("type", type);
      Refusals.stamp(branch, Refusals.at(schema));
      List<String> keywords =
          switch (type) {
            case "object" -> List.of("properties", "required", "additionalProperties");
            case "array" -> List.of("items");
            case "string" -> List.of("format", Extension.EXTENSIBLE_ENUM.text());
            default -> List.of();
          };
      for (String keyword : keywords) {
        if (schema.has(keyword)) {
          branch.set(keyword, schema.path(keyword));
        }
      }
      for (JsonNode value : schema.path("enum")) {
        if (type(value).equals(type) || (type.equals("number") && type(value).equals("integer"))) {
          branch.withArray("enum").add(value);
        }
      }
    }
    schema.remove(
        List.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            Extension.EXTENSIBLE_ENUM.text()));
    schema.set("oneOf", oneOf);
  }

  private void parts(ObjectNode schema) {
    if (schema.path("properties") instanceof ObjectNode properties) {
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        JsonNode value = property.getValue();
        if (value.isBoolean() && !value.booleanValue()) {
          refusals.add(
              Refusals.at(schema) + "/properties/" + SchemaCheck.escaped(property.getKey()),
              "`false`: a member that cannot be there",
              "write `not: {required: [" + property.getKey() + "]}` beside `properties`");
        }
        property.setValue(form(value));
        onlyNull(property.getValue());
      }
    }
    for (String keyword : List.of("items", "additionalProperties")) {
      if (schema.path(keyword).isObject()) {
        schema.set(keyword, form(schema.path(keyword)));
        onlyNull(schema.path(keyword));
      }
    }
    if (ContractTree.types(schema).equals(List.of("object"))) {
      object(schema);
    }
  }

  private void onlyNull(JsonNode schema) {
    boolean hasNull = Merge.types(schema).contains("null");
    if (hasNull && ContractTree.types(schema).isEmpty() && !schema.has("oneOf")) {
      refusals.add(
          schema,
          "`type: 'null'` alone, which has no type in Java",
          "name the other type that it may have, as in `type: [string, 'null']`");
    }
  }

  private void object(ObjectNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    boolean typed = additional.isObject() && hasTyped(additional);
    for (JsonNode name : schema.path("required")) {
      ObjectNode properties = schema.withObject("/properties");
      if (!properties.has(name.asString(""))) {
        properties.set(name.asString(""), typed ? additional : schema.objectNode());
      }
    }
    if (typed && schema.has("properties")) {
      refusals.add(
          schema,
          "`additionalProperties` with a schema beside `properties`",
          "write `additionalProperties: true`, or put the open members into a map of their own");
    }
  }

  private static boolean hasTyped(JsonNode schema) {
    return schema.properties().stream().anyMatch(member -> Treatment.isTyped(member.getKey()));
  }
}
