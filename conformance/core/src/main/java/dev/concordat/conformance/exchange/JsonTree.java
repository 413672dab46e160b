package dev.concordat.conformance.exchange;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes trees, decimals exact, as a mapper does; but a mapper takes longer to be made
 * than a short run takes for all else.
 */
final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /** Reads the value that the parser stands at, whose depth the parser bounds. */
  static JsonNode read(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private static JsonNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      object.set(name, read(parser));
    }
    return object;
  }

  private static JsonNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return array;
  }

  private static JsonNode whole(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /** Writes a value. */
  static void write(JsonNode value, JsonGenerator json) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        json.writeStartObject();
        value.forEachEntry(
            (name, member) -> {
              json.writeName(name);
              write(member, json);
            });
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        value.forEach(item -> write(item, json));
        json.writeEndArray();
      }
      case STRING -> json.writeString(value.stringValue());
      case NUMBER -> number(value, json);
      case BOOLEAN -> json.writeBoolean(value.booleanValue());
      default -> json.writeNull();
    }
  }

  private static void number(JsonNode value, JsonGenerator json) {
    switch (value.numberType()) {
      case INT -> json.writeNumber(value.intValue());
      case LONG -> json.writeNumber(value.longValue());
      case BIG_INTEGER -> json.writeNumber(value.bigIntegerValue());
      case BIG_DECIMAL -> json.writeNumber(value.decimalValue());
      case FLOAT -> json.writeNumber(value.floatValue());
      case DOUBLE -> json.writeNumber(value.doubleValue());
    }
  }
}
