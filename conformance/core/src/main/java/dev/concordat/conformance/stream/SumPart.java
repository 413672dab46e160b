package dev.concordat.conformance.stream;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object of a sum as it grows. */
final class SumPart {
  final Map<String, JsonNode> values = new LinkedHashMap<>();
  final Map<String, SumPart> objects = new LinkedHashMap<>();
  final Map<String, Map<BigDecimal, SumPart>> joined = new LinkedHashMap<>();
  final Set<String> changed = new HashSet<>();
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final Map<String, ArrayNode> arrays = new LinkedHashMap<>();

  /** Appends to a text. */
  void append(String name, String text) {
    texts.computeIfAbsent(name, absent -> new StringBuilder()).append(text);
  }

  /** Appends to an array. */
  void append(String name, JsonNode elements) {
    ArrayNode array = arrays.computeIfAbsent(name, absent -> JsonNodeFactory.instance.arrayNode());
    elements.forEach(array::add);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    values.forEach(json::set);
    arrays.forEach(json::set);
    texts.forEach((name, value) -> json.put(name, value.toString()));
    objects.forEach((name, value) -> json.set(name, value.json()));
    joined.forEach(
        (name, value) -> {
          ArrayNode array = json.putArray(name);
          value.values().forEach(part -> array.add(part.json()));
        });
    return json;
  }
}
