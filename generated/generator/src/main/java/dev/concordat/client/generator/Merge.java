package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one schema of several that a value has to meet all: {@code allOf}, and what surrounds it.
 */
final class Merge {
  private final Function<String, JsonNode> components;
  private final Refusals refusals;

  /**
   * A way to merge schemas.
   *
   * @param components the components by name, as they are written
   */
  Merge(Function<String, JsonNode> components, Refusals refusals) {
    this.components = components;
    this.refusals = refusals;
  }

  /**
   * A schema without {@code allOf}, and with a {@code $ref} only where nothing but words stand
   * beside it. The properties of the result may have an {@code allOf} in turn.
   */
  ObjectNode flat(ObjectNode schema) {
    if (!schema.has("allOf") && !schema.has("$ref")) {
      return schema;
    }
    List<ObjectNode> telling = parts(schema).stream().filter(Merge::isTelling).toList();
    ObjectNode reference = reference(telling);
    if (reference == null) {
      return expanded(schema, Set.of());
    }
    ObjectNode words = words(schema);
    words.set("$ref", reference.path("$ref"));
    return words;
  }

  // The only part that says something, if it is a reference; or one whose type the others repeat.
  private @Nullable ObjectNode reference(List<ObjectNode> telling) {
    List<ObjectNode> references = telling.stream().filter(part -> part.has("$ref")).toList();
    if (references.size() != 1) {
      return null;
    }
    ObjectNode reference = references.get(0);
    for (ObjectNode part : telling) {
      boolean typeOnly =
          part.properties().stream()
              .map(Map.Entry::getKey)
              .filter(Treatment::isTyped)
              .allMatch("type"::equals);
      if (!part.equals(reference) && !(typeOnly && allows(part, expanded(reference, Set.of())))) {
        return null;
      }
    }
    return reference;
  }

  private static boolean allows(JsonNode part, JsonNode other) {
    List<String> types = types(other);
    return !types.isEmpty() && types(part).containsAll(types);
  }

  /** A schema with all that its references and parts say. */
  ObjectNode expanded(ObjectNode schema, Set<String> seen) {
    if (!schema.has("$ref") && !schema.has("allOf")) {
      return schema.deepCopy();
    }
    ObjectNode whole = words(schema);
    for (ObjectNode part : parts(schema)) {
      String name = ContractTree.reference(part);
      if (name == null) {
        merge(whole, expanded(part, seen));
        continue;
      }
      Set<String> more = new LinkedHashSet<>(seen);
      if (!more.add(name)) {
        refusals.add(
            schema,
            "`allOf` leads in a circle through " + name,
            "write what both have in common as a third component");
        return whole;
      }
      if (components.apply(name) instanceof ObjectNode target) {
        ObjectNode told = expanded(target, more);
        told.remove(
            List.of(
                "title",
                "description",
                "deprecated",
                Extension.SOURCE.text(),
                Extension.LEDGER.text(),
                "x-at"));
        merge(whole, told);
      }
    }
    return whole;
  }

  // What a schema says by itself, its reference, and each of what it has to meet beside.
  private static List<ObjectNode> parts(ObjectNode schema) {
    List<ObjectNode> parts = new ArrayList<>();
    if (schema.has("$ref")) {
      ObjectNode reference = schema.objectNode();
      reference.set("$ref", schema.path("$ref"));
      parts.add(reference);
    }
    ObjectNode own = schema.deepCopy();
    own.remove(List.of("$ref", "allOf"));
    parts.add(own);
    for (JsonNode part : schema.path("allOf")) {
      if (part instanceof ObjectNode object) {
        parts.add(object);
      }
    }
    return parts;
  }

  private static boolean isTelling(ObjectNode part) {
    return part.properties().stream().anyMatch(member -> Treatment.isTyped(member.getKey()));
  }

  private static ObjectNode words(ObjectNode schema) {
    ObjectNode words = schema.deepCopy();
    words.properties().removeIf(member -> Treatment.isTyped(member.getKey()));
    return words;
  }

  private void merge(ObjectNode whole, ObjectNode part) {
    closed(whole, part);
    for (Map.Entry<String, JsonNode> member : part.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      JsonNode present = whole.get(name);
      if (present == null) {
        whole.set(name, value);
        continue;
      }
      switch (name) {
        case "type" -> whole.set(name, types(whole, part));
        case "properties" -> properties((ObjectNode) present, value);
        case "required" -> union((ArrayNode) present, value);
        case "items", "additionalProperties" -> whole.set(name, both(present, value));
        case "enum" -> whole.set(name, common(whole, (ArrayNode) present, value));
        case "const" -> {
          if (!present.equals(value)) {
            refusals.add(whole, "`allOf` demands two constants", "write one of them");
          }
        }
        case "oneOf", "anyOf" -> {
          if (!present.equals(value)) {
            refusals.add(
                whole,
                "`allOf` of two unions",
                "write one `oneOf`, of a component for each pair of branches that can meet");
          }
        }
        case "minimum", "minLength", "minItems", "minProperties" -> {
          if (value.decimalValue().compareTo(present.decimalValue()) > 0) {
            whole.set(name, value);
          }
        }
        case "maximum", "maxLength", "maxItems", "maxProperties" -> {
          if (value.decimalValue().compareTo(present.decimalValue()) < 0) {
            whole.set(name, value);
          }
        }
        default -> {
          // The words of the outermost stay.
        }
      }
    }
  }

  // A part that is closed forbids what the other has.
  @SuppressWarnings("ReferenceEquality") // Equal parts are two all the same.
  private void closed(ObjectNode whole, ObjectNode part) {
    for (ObjectNode one : List.of(whole, part)) {
      ObjectNode other = one == whole ? part : whole;
      boolean closed =
          one.path("additionalProperties").isBoolean()
              && !one.path("additionalProperties").booleanValue();
      for (Map.Entry<String, JsonNode> property : other.path("properties").properties()) {
        if (closed && !one.path("properties").has(property.getKey())) {
          refusals.add(
              Refusals.at(one).isEmpty() ? whole : one,
              "`additionalProperties: false` in an `allOf` forbids `"
                  + property.getKey()
                  + "`, which another part has",
              "write `unevaluatedProperties: false` beside the `allOf`");
          return;
        }
      }
    }
  }

  private JsonNode types(ObjectNode whole, ObjectNode part) {
    List<String> types = new ArrayList<>();
    List<String> others = types(part);
    for (String type : types(whole)) {
      boolean integer = type.equals("integer") && others.contains("number");
      if (others.contains(type) || integer) {
        types.add(type);
      } else if (type.equals("number") && others.contains("integer")) {
        types.add("integer");
      }
    }
    if (types.isEmpty()) {
      refusals.add(
          whole,
          "`allOf` demands "
              + String.join(" or ", types(whole))
              + " and "
              + String.join(" or ", others)
              + " at once",
          "write a `oneOf` if either will do");
      return whole.path("type");
    }
    ArrayNode array = whole.arrayNode();
    types.forEach(array::add);
    return types.size() == 1 ? array.get(0) : array;
  }

  /** The types of a schema, null among them. */
  static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isString()
        ? List.of(type.asString(""))
        : type.valueStream().map(one -> one.asString("")).toList();
  }

  private static void properties(ObjectNode present, JsonNode more) {
    for (Map.Entry<String, JsonNode> property : more.properties()) {
      JsonNode other = present.get(property.getKey());
      present.set(
          property.getKey(),
          other == null ? property.getValue() : both(other, property.getValue()));
    }
  }

  private static JsonNode both(JsonNode one, JsonNode other) {
    if (one.equals(other) || (other.isBoolean() && other.booleanValue())) {
      return one;
    }
    if (one.isBoolean()) {
      return one.booleanValue() ? other : one;
    }
    if (other.isBoolean()) {
      return other;
    }
    ObjectNode both = ((ObjectNode) one).objectNode();
    if (!Refusals.at(one).isEmpty()) {
      Refusals.stamp(both, Refusals.at(one));
    }
    for (String word : List.of("description", "deprecated")) {
      if (one.has(word) || other.has(word)) {
        both.set(word, one.has(word) ? one.path(word) : other.path(word));
      }
    }
    both.putArray("allOf").add(one).add(other);
    return both;
  }

  private static void union(ArrayNode present, JsonNode more) {
    Set<JsonNode> known = new LinkedHashSet<>();
    present.forEach(known::add);
    for (JsonNode name : more) {
      if (known.add(name)) {
        present.add(name);
      }
    }
  }

  private JsonNode common(ObjectNode whole, ArrayNode present, JsonNode more) {
    ArrayNode common = present.arrayNode();
    for (JsonNode value : present) {
      if (more.valueStream().anyMatch(value::equals)) {
        common.add(value);
      }
    }
    if (common.isEmpty()) {
      refusals.add(whole, "`allOf` demands values of two lists that share none", "write one list");
      return present;
    }
    return common;
  }
}
