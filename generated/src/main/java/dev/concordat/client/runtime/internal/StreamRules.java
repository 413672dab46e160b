package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ends, which of its events are errors and how its chunks add up: {@code
 * x-event-stream} of the contract, as the generator passes it on. Paths lead from a choice
 * downwards, with slashes.
 *
 * @param name the member of an event's data that its name is; empty if events have no names
 * @param terminator the data of the event that ends the stream; empty if its end does
 * @param choices the member of a chunk that holds the choices; empty if there are none
 * @param key the member of a choice that tells which one it is
 * @param finish the member of a choice that says that it has ended
 * @param unfinished its values as long as the choice has not ended
 * @param rename members of a choice that have another name in the sum
 * @param append texts and lists that are pieces of a whole
 * @param join lists whose items belong together, and the member of an item that tells which do
 * @param latest members of which the last value counts, of a choice or of a chunk
 * @param replace members of the sum that no chunk says
 * @param ignore members of a choice or a chunk that are no part of the sum
 * @param described everything that the contract describes of a choice
 * @param complete what the sum of a choice must have and a stream need not say
 * @param error what an event that is an error looks like
 */
public record StreamRules(
    String name,
    String terminator,
    String choices,
    String key,
    String finish,
    Set<JsonValue> unfinished,
    Map<String, String> rename,
    Set<String> append,
    Map<String, String> join,
    Set<String> latest,
    Map<String, JsonValue> replace,
    Set<String> ignore,
    Set<String> described,
    Map<String, JsonValue> complete,
    Pattern error) {

  /** The rules that a JSON text spells out. */
  public static StreamRules parse(String json) {
    JsonObject rules = JsonObject.parse(json);
    JsonObject sum = object(rules, "sum");
    return new StreamRules(
        text(rules, "name"),
        text(rules, "terminator"),
        text(object(rules, "choices"), "at"),
        text(object(rules, "choices"), "key"),
        text(object(rules, "finish"), "field"),
        new LinkedHashSet<>(array(object(rules, "finish"), "unfinished").items()),
        textMap(sum, "rename"),
        texts(sum, "append"),
        textMap(sum, "join"),
        texts(sum, "latest"),
        object(sum, "replace").members(),
        texts(sum, "ignore"),
        texts(rules, "described"),
        object(rules, "complete").members(),
        Pattern.of(object(object(rules, "error"), "event")));
  }

  private static String text(JsonObject rules, String name) {
    return rules.get(name) instanceof JsonString string ? string.text() : "";
  }

  private static JsonObject object(JsonObject rules, String name) {
    return rules.get(name) instanceof JsonObject object ? object : JsonObject.of();
  }

  private static JsonArray array(JsonObject rules, String name) {
    return rules.get(name) instanceof JsonArray array ? array : JsonArray.of();
  }

  private static Set<String> texts(JsonObject rules, String name) {
    Set<String> texts = new LinkedHashSet<>();
    for (JsonValue item : array(rules, name).items()) {
      if (item instanceof JsonString string) {
        texts.add(string.text());
      }
    }
    return texts;
  }

  private static Map<String, String> textMap(JsonObject rules, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonObject map = object(rules, name);
    map.members().keySet().forEach(key -> texts.put(key, text(map, key)));
    return texts;
  }

  /**
   * What a value looks like: its types, and the keywords {@code anyOf}, {@code required}, {@code
   * properties} and {@code const} of JSON Schema, to which the generator brings what contracts say.
   * A required member that is null counts as absent.
   */
  public record Pattern(
      Set<String> types,
      @Nullable JsonValue constant,
      Set<String> required,
      Map<String, Pattern> properties,
      List<Pattern> anyOf) {

    static Pattern of(JsonObject schema) {
      Map<String, Pattern> properties = new LinkedHashMap<>();
      object(schema, "properties")
          .members()
          .forEach(
              (name, property) -> {
                if (property instanceof JsonObject inner) {
                  properties.put(name, of(inner));
                }
              });
      List<Pattern> anyOf = new ArrayList<>();
      for (JsonValue branch : array(schema, "anyOf").items()) {
        if (branch instanceof JsonObject inner) {
          anyOf.add(of(inner));
        }
      }
      return new Pattern(
          texts(schema, "type"), schema.get("const"), texts(schema, "required"), properties, anyOf);
    }

    /** Whether a value, decoded or not, looks so. A pattern that says nothing matches nothing. */
    boolean matches(Object value) {
      return says() && fits(value, true);
    }

    /** The same of what is no chunk anyway, whatever the types of its members. */
    boolean resembles(Object value) {
      return says() && fits(value, false);
    }

    private boolean says() {
      return constant != null || !required.isEmpty() || !properties.isEmpty() || !anyOf.isEmpty();
    }

    private boolean fits(Object value, boolean typed) {
      if (typed
          && !types.isEmpty()
          && types.stream().noneMatch(type -> JsonView.isA(value, type))) {
        return false;
      }
      if (constant != null && !JsonView.equals(value, constant)) {
        return false;
      }
      for (String name : required) {
        Object member = JsonView.get(value, name);
        if (member == null || member == JsonNull.NULL) {
          return false;
        }
      }
      for (Map.Entry<String, Pattern> property : properties.entrySet()) {
        Object member = JsonView.get(value, property.getKey());
        if (member != null && !property.getValue().fits(member, typed)) {
          return false;
        }
      }
      if (anyOf.isEmpty()) {
        return true;
      }
      for (Pattern branch : anyOf) {
        if (branch.fits(value, typed)) {
          return true;
        }
      }
      return false;
    }
  }
}
