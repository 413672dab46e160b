package dev.concordat.conformance.schema;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A random schema, mostly of unions, and random documents of the same few names and values, so that
 * they meet.
 */
public final class RandomSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NAMES = List.of("a", "b", "kind");
  private static final List<String> TEXTS = List.of("", "x", "y", "xyz");
  private static final List<String> TYPES =
      List.of("null", "boolean", "object", "array", "integer", "number", "string");
  private static final int DEFINITIONS = 3;

  private final Random random;
  private final ObjectNode schema;

  /** A schema. */
  public RandomSchema(Random random) {
    this.random = random;
    this.schema = object(3, 0);
    ObjectNode definitions = schema.putObject("$defs");
    for (int i = 0; i < DEFINITIONS; i++) {
      definitions.set("d" + i, object(2, i + 1));
    }
  }

  /** The schema. */
  public ObjectNode schema() {
    return schema;
  }

  /** A document that may satisfy it. */
  public JsonNode document() {
    return value(3);
  }

  private JsonNode value(int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 12);
    return switch (kind) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(4));
      case 3 -> NODES.numberNode(random.nextInt(4) + 0.5);
      case 4 -> NODES.stringNode(pick(TEXTS));
      case 5, 6 -> {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (String name : NAMES) {
          if (random.nextBoolean()) {
            object.set(
                name, name.equals("kind") ? NODES.stringNode(pick(TEXTS)) : value(depth - 1));
          }
        }
        yield object;
      }
    };
  }

  private JsonNode schema(int depth, int above) {
    int kind = random.nextInt(12);
    if (kind == 0) {
      return NODES.booleanNode(random.nextInt(4) > 0);
    }
    if (depth == 0 || kind == 1) {
      return leaf();
    }
    return object(depth, above);
  }

  private ObjectNode leaf() {
    ObjectNode leaf = NODES.objectNode();
    switch (random.nextInt(5)) {
      case 0 -> leaf.set("const", value(1));
      case 1 -> leaf.putArray("enum").add(value(0)).add(value(1));
      case 2 -> leaf.putArray("type").add(pick(TYPES)).add(NODES.stringNode("object"));
      default -> leaf.put("type", pick(TYPES));
    }
    return leaf;
  }

  // References within a value lead to later definitions alone, and from a part of it to any: no
  // circle comes back to the same value.
  private ObjectNode object(int depth, int above) {
    ObjectNode object = random.nextInt(3) == 0 ? leaf() : NODES.objectNode();
    if (random.nextInt(20) == 0 && above < DEFINITIONS - 1) {
      discriminated(object);
      return object;
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      keyword(object, depth, above);
    }
    return object;
  }

  private void keyword(ObjectNode object, int depth, int above) {
    int below = depth - 1;
    switch (random.nextInt(25)) {
      case 0, 1, 2, 3, 4 -> object.set("oneOf", several(below, above));
      case 5 -> object.set("anyOf", several(below, above));
      case 6 -> object.set("allOf", several(below, above));
      case 7 -> object.set("not", schema(below, above));
      case 8 -> {
        object.set("if", schema(below, above));
        object.set("then", schema(below, above));
        object.set("else", schema(below, above));
      }
      case 9, 10, 11 -> object.set("properties", byName(below));
      case 12 ->
          NAMES.stream()
              .filter(n -> random.nextBoolean())
              .forEach(object.withArray("required")::add);
      case 13 -> object.set("additionalProperties", schema(below, 0));
      case 14 -> object.putObject("patternProperties").set("^[ab]", schema(below, 0));
      case 15 ->
          object.set(
              "propertyNames", NODES.objectNode().put("pattern", pick(List.of("^a", "b", "k"))));
      case 16 ->
          object.put(pick(List.of("minProperties", "minItems", "minLength")), random.nextInt(3));
      case 17 ->
          object.put(pick(List.of("maxProperties", "maxItems", "maxLength")), random.nextInt(3));
      case 18 ->
          object.put(
              pick(List.of("minimum", "exclusiveMaximum", "multipleOf")), 1 + random.nextInt(2));
      case 19 -> {
        object.putArray("prefixItems").add(schema(below, 0));
        object.set("items", schema(below, 0));
      }
      case 20 -> {
        object.set("contains", schema(below, 0));
        if (random.nextBoolean()) {
          object.put("minContains", random.nextInt(3));
          object.put("maxContains", 1 + random.nextInt(2));
        }
      }
      case 21 -> object.put("uniqueItems", true);
      case 22 -> object.putObject("dependentRequired").putArray(pick(NAMES)).add(pick(NAMES));
      case 23 -> object.putObject("dependentSchemas").set(pick(NAMES), schema(below, above));
      default ->
          object.set(pick(List.of("unevaluatedProperties", "unevaluatedItems")), unevaluated());
    }
  }

  private JsonNode unevaluated() {
    return random.nextBoolean() ? NODES.booleanNode(false) : leaf();
  }

  private ArrayNode several(int depth, int above) {
    ArrayNode several = NODES.arrayNode();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      several.add(
          above < DEFINITIONS && random.nextInt(3) == 0
              ? reference(above + random.nextInt(DEFINITIONS - above))
              : schema(depth, above));
    }
    return several;
  }

  private ObjectNode byName(int depth) {
    ObjectNode byName = NODES.objectNode();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        byName.set(
            name,
            name.equals("kind")
                ? NODES.objectNode().put("const", pick(TEXTS))
                : random.nextInt(4) == 0
                    ? reference(random.nextInt(DEFINITIONS))
                    : schema(depth, 0));
      }
    }
    return byName;
  }

  // A discriminator that tells nothing, or the wrong thing, changes no verdict.
  private static void discriminated(ObjectNode object) {
    ArrayNode branches = object.putArray("oneOf");
    branches.add(reference(DEFINITIONS - 1)).add(reference(DEFINITIONS - 2));
    ObjectNode discriminator = object.putObject("discriminator").put("propertyName", "kind");
    discriminator
        .putObject("mapping")
        .put("x", "#/$defs/d" + (DEFINITIONS - 1))
        .put("y", "#/$defs/d" + (DEFINITIONS - 2));
  }

  private static ObjectNode reference(int definition) {
    return NODES.objectNode().put("$ref", "#/$defs/d" + definition);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
