package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An error that was found in a body.
 *
 * @param code null if it has none
 * @param message null if it has none
 * @param requestId null if the body names none
 */
public record ErrorBody(
    @Nullable String code, @Nullable String message, @Nullable String requestId) {

  /** A member as text, be it a string or a number; null if it is absent or anything else. */
  static @Nullable String text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value instanceof JsonString string) {
      return string.text();
    }
    return value instanceof JsonNumber number ? number.text() : null;
  }
}
