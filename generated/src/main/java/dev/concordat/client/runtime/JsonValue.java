package dev.concordat.client.runtime;

import dev.concordat.client.runtime.internal.JsonTree;

/**
 * Any JSON value, as it was written: numbers keep their text, members keep their order.
 *
 * <p>Values are immutable. Two values are equal if they are the same JSON: the order of members
 * does not count, the text of numbers does ({@code 1.10} is not {@code 1.1}).
 */
public sealed interface JsonValue
    permits JsonArray, JsonBoolean, JsonNull, JsonNumber, JsonObject, JsonString {

  /**
   * The value that a JSON text stands for.
   *
   * @throws JsonDecodeException if the text is no JSON, names a member twice or goes on after its
   *     end
   */
  static JsonValue parse(String json) {
    return JsonTree.parse(json);
  }

  /**
   * This value as JSON text, without space between its parts. Lone surrogates are written escaped.
   */
  default String toJson() {
    return JsonTree.print(this);
  }
}
