package dev.concordat.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Makes instances of a schema, as JSON text, so that numbers may be written in any way. They need
 * not be valid (of {@code if} and {@code not} this knows nothing): whoever uses them asks the
 * validator.
 */
public final class SchemaInstances {
  private static final String[] TEXTS = {
    "",
    "x",
    "你好",
    "\\u0000",
    "\\ud800",
    "a\\udc00b",
    "\\ud83d\\ude00",
    "\\\"\\\\\\/\\n",
    "null",
    "12",
    "\\u2028",
    "https://example.com/a b",
    "data:image/png;base64,AAAA"
  };
  private static final String[] INTEGERS = {
    "0",
    "1",
    "-1",
    "7",
    "1.0",
    "1e2",
    "10E-1",
    "9007199254740993",
    "-9223372036854775808",
    "128",
    "123456789012345678901234567890"
  };
  private static final String[] NUMBERS = {"0", "0.5", "1.10", "-0.0", "1e-7", "0.1e1", "1", "-2"};
  private static final String[] ANYTHING = {
    "{}", "[]", "null", "true", "1.50", "\"y\"", "{\"a\":[1,{\"b\":null}]}", "[[\"\\u0000\"],-0]"
  };

  private final JsonNode components;
  private final Random random;

  /** Instances of the components of a contract, which is given whole. */
  public SchemaInstances(JsonNode contract, Random random) {
    this.components = contract.path("components").path("schemas");
    this.random = random;
  }

  /** An instance of a component. */
  public String of(String component) {
    return instance(components.path(component), 0);
  }

  private String instance(JsonNode schema, int depth) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").asString();
      String component = reference.substring(reference.lastIndexOf('/') + 1);
      return instance(components.path(component), depth);
    }
    if (schema.has("const")) {
      return schema.path("const").toString();
    }
    if (schema.has("enum")) {
      return pick(schema.path("enum")).toString();
    }
    if (schema.has("oneOf")) {
      return instance(pick(schema.path("oneOf")), depth);
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? pick(type).asString() : type.asString("");
    return switch (name) {
      case "string" -> text(schema);
      case "integer" -> bounded(schema, INTEGERS);
      case "number" -> bounded(schema, NUMBERS);
      case "boolean" -> random.nextBoolean() ? "true" : "false";
      case "null" -> "null";
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> pick(ANYTHING);
    };
  }

  private String text(JsonNode schema) {
    if (schema.has("x-extensible-enum") && random.nextBoolean()) {
      return pick(schema.path("x-extensible-enum")).toString();
    }
    return '"' + pick(TEXTS) + '"';
  }

  private String bounded(JsonNode schema, String[] values) {
    for (int i = 0; i < 50; i++) {
      String value = pick(values);
      double number = Double.parseDouble(value);
      // In doubles, the nearest to 64 bits that is surely within them.
      double most = schema.path("format").asString("").equals("int64") ? 9.2e18 : 1e40;
      if (number >= schema.path("minimum").asDouble(-most)
          && number <= schema.path("maximum").asDouble(most)) {
        return value;
      }
    }
    return schema.path("minimum").asString("1");
  }

  private String array(JsonNode schema, int depth) {
    int least = schema.path("minItems").asInt(0);
    int size = depth > 6 ? least : least + random.nextInt(3);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < Math.min(size, schema.path("maxItems").asInt(9)); i++) {
      items.add(instance(schema.path("items"), depth + 1));
    }
    return "[" + String.join(",", items) + "]";
  }

  private String object(JsonNode schema, int depth) {
    List<String> members = new ArrayList<>();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(member -> required.add(member.asString()));
    JsonNode dependent = schema.path("dependentSchemas");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      // What asks for other members is rare, since these would have to be right by chance.
      boolean isWanted = random.nextInt(dependent.has(property.getKey()) ? 16 : 3) > 0;
      isWanted ^= dependent.has(property.getKey());
      if (required.contains(property.getKey()) || (depth < 6 && isWanted)) {
        members.add("\"" + property.getKey() + "\":" + instance(property.getValue(), depth + 1));
      }
    }
    JsonNode others = schema.path("additionalProperties");
    for (int i = random.nextInt(3); i > 0; i--) {
      String value = others.isObject() ? instance(others, depth + 1) : pick(ANYTHING);
      members.add("\"" + (i == 1 ? "undocumented" : "x\\u0000") + "\":" + value);
    }
    return "{" + String.join(",", members) + "}";
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }

  private JsonNode pick(JsonNode values) {
    int at = random.nextInt(values.size());
    Iterator<JsonNode> each = values.iterator();
    JsonNode value = each.next();
    for (int i = 0; i < at; i++) {
      value = each.next();
    }
    return value;
  }
}
