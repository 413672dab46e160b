package dev.concordat.client.runtime;

import java.util.List;

/**
 * A JSON array.
 *
 * @param items its items, in order; {@link JsonNull} where an item is null
 */
public record JsonArray(List<JsonValue> items) implements JsonValue {
  public JsonArray {
    items = List.copyOf(items);
  }

  public static JsonArray of(JsonValue... items) {
    return new JsonArray(List.of(items));
  }

  @Override
  public String toString() {
    return toJson();
  }
}
