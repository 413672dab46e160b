package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.language.Keyword;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ways to break a constraint: for a keyword of a schema, values that may contradict it. Whether one
 * does is for the engine to say.
 */
interface Breach {
  /** Values that break the keyword, as far as the schema has it. */
  List<JsonNode> of(SchemaNode schema, JsonNode example);

  /** All of them. */
  List<Breach> ALL = Stream.of(Keyword.values()).flatMap(Breach::of).toList();

  // A keyword is broken by a value that breaks it alone, as far as such a value can be told.
  private static Stream<Breach> of(Keyword keyword) {
    return switch (keyword) {
      case REQUIRED -> Stream.of(Breach::required);
      case TYPE -> Stream.of(Breach::type, Breach::fraction);
      case ENUM -> Stream.of(Breach::values);
      case DISCRIMINATOR -> Stream.of(Breach::discriminator);
      case MINIMUM -> Stream.of(Breach::below);
      case MAXIMUM -> Stream.of(Breach::above);
      case MULTIPLE_OF -> Stream.of(Breach::between);
      case MIN_ITEMS -> Stream.of(Breach::fewer);
      case MAX_ITEMS -> Stream.of(Breach::more);
      case UNIQUE_ITEMS -> Stream.of(Breach::twice);
      case MIN_LENGTH -> Stream.of(Breach::shorter);
      case MAX_LENGTH -> Stream.of(Breach::longer);
      case PATTERN -> Stream.of(Breach::pattern);
      case FORMAT -> Stream.of(Breach::format);
      case MAX_PROPERTIES -> Stream.of(Breach::moreProperties);
      case MIN_PROPERTIES -> Stream.of(Breach::fewerProperties);
      case NOT -> Stream.of(Breach::forbidden);
      // Broken with the keyword that it goes with.
      case CONST, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> Stream.of();
      // Broken in what it leads to.
      case REF, PROPERTIES, ITEMS, PREFIX_ITEMS, ALL_OF, ANY_OF, ONE_OF -> Stream.of();
      // What breaks it breaks something else, too, or depends on more than the schema.
      case PATTERN_PROPERTIES, ADDITIONAL_PROPERTIES, PROPERTY_NAMES -> Stream.of();
      case DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, IF, THEN, ELSE -> Stream.of();
      case CONTAINS, MIN_CONTAINS, MAX_CONTAINS -> Stream.of();
      // Contracts do not have it, or it asserts nothing.
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS, NULLABLE -> Stream.of();
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE, CONTENT_SCHEMA -> Stream.of();
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF -> Stream.of();
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED, COMMENT -> Stream.of();
      case READ_ONLY, WRITE_ONLY, EXTERNAL_DOCS, XML, DEFS, DEFINITIONS -> Stream.of();
    };
  }

  JsonNodeFactory NODES = JsonNodeFactory.instance;
  String UNKNOWN = "not-documented";
  int MAX_SIZE = 100_000;

  private static List<JsonNode> required(SchemaNode schema, JsonNode example) {
    List<JsonNode> broken = new ArrayList<>();
    for (String name : schema.required()) {
      if (example instanceof ObjectNode object && object.has(name)) {
        ObjectNode without = object.deepCopy();
        without.remove(name);
        broken.add(without);
      }
    }
    return broken;
  }

  private static List<JsonNode> type(SchemaNode schema, JsonNode example) {
    List<JsonNode> others =
        List.of(
            NODES.numberNode(12345),
            NODES.stringNode(UNKNOWN),
            NODES.booleanNode(true),
            NODES.arrayNode(),
            NODES.objectNode(),
            NODES.nullNode());
    boolean isTyped = !schema.types().isEmpty() || schema.union() != null;
    return isTyped
        ? others.stream()
            .filter(
                other -> schema.types().isEmpty() || !JsonType.of(other).isOneOf(schema.types()))
            .toList()
        : List.of();
  }

  private static List<JsonNode> fraction(SchemaNode schema, JsonNode example) {
    return schema.types().contains(JsonType.INTEGER)
        ? List.of(NODES.numberNode(new BigDecimal("1.5")))
        : List.of();
  }

  private static List<JsonNode> values(SchemaNode schema, JsonNode example) {
    return schema.values().isEmpty()
        ? List.of()
        : List.of(NODES.stringNode(UNKNOWN), NODES.numberNode(-12345));
  }

  private static List<JsonNode> discriminator(SchemaNode schema, JsonNode example) {
    Union union = schema.union();
    if (union == null || union.discriminator() == null || !(example instanceof ObjectNode object)) {
      return List.of();
    }
    ObjectNode unknown = object.deepCopy();
    unknown.put(union.discriminator(), UNKNOWN);
    return List.of(unknown);
  }

  private static List<JsonNode> below(SchemaNode schema, JsonNode example) {
    return beyond(schema, Keyword.MINIMUM, Keyword.EXCLUSIVE_MINIMUM, BigDecimal.ONE.negate());
  }

  private static List<JsonNode> above(SchemaNode schema, JsonNode example) {
    return beyond(schema, Keyword.MAXIMUM, Keyword.EXCLUSIVE_MAXIMUM, BigDecimal.ONE);
  }

  private static List<JsonNode> beyond(
      SchemaNode schema, Keyword bound, Keyword exclusive, BigDecimal step) {
    List<JsonNode> broken = new ArrayList<>();
    if (schema.keyword(bound).isNumber()) {
      broken.add(number(schema.keyword(bound).decimalValue().add(step)));
    }
    if (schema.keyword(exclusive).isNumber()) {
      broken.add(schema.keyword(exclusive));
    }
    return broken;
  }

  private static JsonNode number(BigDecimal value) {
    return value.scale() <= 0 ? NODES.numberNode(value.toBigInteger()) : NODES.numberNode(value);
  }

  private static List<JsonNode> between(SchemaNode schema, JsonNode example) {
    JsonNode step = schema.keyword(Keyword.MULTIPLE_OF);
    return step.isNumber()
        ? List.of(NODES.numberNode(step.decimalValue().divide(BigDecimal.valueOf(2))))
        : List.of();
  }

  private static List<JsonNode> fewer(SchemaNode schema, JsonNode example) {
    int least = schema.keyword(Keyword.MIN_ITEMS).asInt(0);
    return least > 0 && least < MAX_SIZE && example.isArray()
        ? List.of(elements(example, least - 1))
        : List.of();
  }

  private static List<JsonNode> more(SchemaNode schema, JsonNode example) {
    int most = schema.keyword(Keyword.MAX_ITEMS).asInt(MAX_SIZE);
    return most < MAX_SIZE && example.isArray() && !example.isEmpty()
        ? List.of(elements(example, most + 1))
        : List.of();
  }

  private static ArrayNode elements(JsonNode example, int count) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(example.get(i % example.size()));
    }
    return array;
  }

  private static List<JsonNode> twice(SchemaNode schema, JsonNode example) {
    return schema.keyword(Keyword.UNIQUE_ITEMS).asBoolean(false) && !example.isEmpty()
        ? List.of(NODES.arrayNode().add(example.get(0)).add(example.get(0)))
        : List.of();
  }

  private static List<JsonNode> shorter(SchemaNode schema, JsonNode example) {
    int least = schema.keyword(Keyword.MIN_LENGTH).asInt(0);
    return least > 0 && least < MAX_SIZE
        ? List.of(NODES.stringNode("x".repeat(least - 1)))
        : List.of();
  }

  private static List<JsonNode> longer(SchemaNode schema, JsonNode example) {
    int most = schema.keyword(Keyword.MAX_LENGTH).asInt(MAX_SIZE);
    return most < MAX_SIZE ? List.of(NODES.stringNode("x".repeat(most + 1))) : List.of();
  }

  private static List<JsonNode> pattern(SchemaNode schema, JsonNode example) {
    return schema.has(Keyword.PATTERN)
        ? List.of(NODES.stringNode(""), NODES.stringNode(" "), NODES.stringNode("!"))
        : List.of();
  }

  private static List<JsonNode> format(SchemaNode schema, JsonNode example) {
    return schema.has(Keyword.FORMAT) && schema.types().contains(JsonType.STRING)
        ? List.of(NODES.stringNode("not of this format"))
        : List.of();
  }

  private static List<JsonNode> moreProperties(SchemaNode schema, JsonNode example) {
    int most = schema.keyword(Keyword.MAX_PROPERTIES).asInt(MAX_SIZE);
    if (most >= MAX_SIZE || !(example instanceof ObjectNode object)) {
      return List.of();
    }
    ObjectNode more = object.deepCopy();
    for (int i = 0; more.size() <= most; i++) {
      more.put("property" + i, "x");
    }
    return List.of(more);
  }

  private static List<JsonNode> fewerProperties(SchemaNode schema, JsonNode example) {
    return schema.keyword(Keyword.MIN_PROPERTIES).asInt(0) > 0
        ? List.of(NODES.objectNode())
        : List.of();
  }

  private static List<JsonNode> forbidden(SchemaNode schema, JsonNode example) {
    JsonNode names = schema.keyword(Keyword.NOT).path("required");
    if (names.isEmpty() || !(example instanceof ObjectNode object)) {
      return List.of();
    }
    ObjectNode with = object.deepCopy();
    names.forEach(name -> with.putArray(name.asString()));
    return List.of(with);
  }
}
