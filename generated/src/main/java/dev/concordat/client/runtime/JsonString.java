package dev.concordat.client.runtime;

import static java.util.Objects.requireNonNull;

/**
 * A JSON string.
 *
 * @param text what the string says, unescaped. May hold U+0000 and surrogates without a partner.
 */
public record JsonString(String text) implements JsonValue {
  public JsonString {
    requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return toJson();
  }
}
