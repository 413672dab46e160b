package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds up the chunks of a stream to the answer that would have come whole. Of a member that is
 * neither appended nor joined the first value counts, and a later one must be the same.
 */
final class ChunkSum implements StreamRule {
  // A sum that grows beyond these is given up, so that a stream cannot take all memory.
  private static final int MAX_TEXT = 32 << 20;
  private static final int MAX_PARTS = 10_000;
  private static final int MAX_ELEMENTS = 200_000;

  private final StreamContract contract;
  private final StreamContract.Sum rules;
  private final String choices;
  private final ObjectNode whole = JsonNodeFactory.instance.objectNode();
  private final Map<BigDecimal, Part> parts = new TreeMap<>();
  private long text;
  private int made;
  private int elements;
  private boolean tooLong;

  ChunkSum(StreamContract contract, StreamContract.Sum rules, String choices) {
    this.contract = contract;
    this.rules = rules;
    this.choices = choices;
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    if (tooLong) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : chunk.properties()) {
      String name = member.getKey();
      if (name.equals(choices)) {
        continue;
      }
      boolean isFirst = !whole.has(name) || whole.get(name).isNull();
      if (isFirst || (rules.latest().contains(name) && !member.getValue().isNull())) {
        whole.set(name, member.getValue());
      }
    }
    JsonNode list = chunk.path(choices);
    for (int i = 0; i < list.size(); i++) {
      JsonNode key = list.get(i).path(contract.key());
      if (key.isNumber() && list.get(i).isObject()) {
        Part part =
            parts.computeIfAbsent(key.decimalValue().stripTrailingZeros(), absent -> newPart());
        add(part, list.get(i), "", new Place(index, "/%s/%d".formatted(choices, i), report));
      }
    }
  }

  /** The whole answer, or null where it is longer than is judged or there were no choices. */
  @Nullable ObjectNode whole() {
    if (tooLong || parts.isEmpty()) {
      return null;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Part part : parts.values()) {
      ObjectNode choice = part.json();
      rules.absent().forEach((path, value) -> setAbsent(choice, path, value));
      rules
          .rename()
          .forEach(
              (from, to) -> {
                JsonNode value = choice.remove(from);
                if (value != null) {
                  choice.set(to, value);
                }
              });
      list.add(choice);
    }
    whole.set(choices, list);
    rules.replace().forEach(whole::set);
    return whole;
  }

  private static void setAbsent(ObjectNode choice, String path, JsonNode value) {
    int slash = path.lastIndexOf('/');
    JsonNode owner = slash < 0 ? choice : choice.at("/" + path.substring(0, slash));
    String name = path.substring(slash + 1);
    if (owner instanceof ObjectNode object && !object.has(name)) {
      object.set(name, value);
    }
  }

  boolean isTooLong() {
    return tooLong;
  }

  private record Place(int event, String pointer, Report report) {}

  /** An object as it grows. */
  private static final class Part {
    final Map<String, JsonNode> values = new LinkedHashMap<>();
    final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    final Map<String, Part> objects = new LinkedHashMap<>();
    final Map<String, Map<BigDecimal, Part>> joined = new LinkedHashMap<>();

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      values.forEach(json::set);
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

  private void add(Part part, JsonNode piece, String above, Place place) {
    for (Map.Entry<String, JsonNode> member : piece.properties()) {
      String name = member.getKey();
      String path = above.isEmpty() ? name : above + "/" + name;
      JsonNode value = member.getValue();
      if (rules.append().contains(path) && (value.isString() || value.isArray())) {
        append(part, name, value);
      } else if (rules.join().containsKey(path) && value.isArray()) {
        join(part, name, value, path, place);
      } else if (value.isObject()) {
        part.values.remove(name);
        Part child = part.objects.computeIfAbsent(name, absent -> newPart());
        add(child, value, path, place);
      } else {
        set(part, name, value, path, place);
      }
    }
  }

  private void append(Part part, String name, JsonNode value) {
    part.values.computeIfPresent(name, (same, old) -> old.isNull() ? null : old);
    if (value.isString()) {
      text += value.stringValue().length();
      if (text > MAX_TEXT) {
        tooLong = true;
      } else {
        part.texts.computeIfAbsent(name, absent -> new StringBuilder()).append(value.stringValue());
      }
      return;
    }
    ArrayNode array =
        part.values.get(name) instanceof ArrayNode old ? old : JsonNodeFactory.instance.arrayNode();
    elements += value.size();
    if (elements > MAX_ELEMENTS) {
      tooLong = true;
      return;
    }
    value.forEach(array::add);
    part.values.put(name, array);
  }

  // An element without a key is told by its place in the array.
  private void join(Part part, String name, JsonNode array, String path, Place place) {
    String keyName = rules.join().get(path);
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      JsonNode key = element.path(keyName);
      if (element.isObject()) {
        BigDecimal number =
            key.isNumber() ? key.decimalValue().stripTrailingZeros() : BigDecimal.valueOf(i);
        Part child =
            part.joined
                .computeIfAbsent(name, absent -> new TreeMap<>())
                .computeIfAbsent(number, absent -> newPart());
        ObjectNode keyless = ((ObjectNode) element).deepCopy();
        keyless.remove(keyName);
        String pointer = "%s/%s/%d".formatted(place.pointer(), path, i);
        add(child, keyless, path, new Place(place.event(), pointer, place.report()));
      }
    }
  }

  private void set(Part part, String name, JsonNode value, String path, Place place) {
    if (part.texts.containsKey(name) || part.objects.containsKey(name)) {
      return;
    }
    JsonNode before = part.values.get(name);
    if (before == null || saysNothing(before)) {
      part.values.put(name, before != null && saysNothing(value) ? before : value);
    } else if (!saysNothing(value) && !before.equals(value) && !path.equals(contract.finish())) {
      place
          .report()
          .inEvent(
              place.event(),
              "stream.sum",
              Severity.VIOLATION,
              place.pointer(),
              "expected %s to stay %s, as it does not add up; found %s"
                  .formatted(name, Explanation.shown(before), Explanation.shown(value)));
    }
  }

  // Servers repeat a member as null or empty where they have nothing to say of it.
  private static boolean saysNothing(JsonNode value) {
    return value.isNull() || (value.isString() && value.stringValue().isEmpty());
  }

  private Part newPart() {
    tooLong |= ++made > MAX_PARTS;
    return new Part();
  }
}
