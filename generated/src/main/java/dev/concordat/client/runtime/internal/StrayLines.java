package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/** Lines between the events of a stream. Servers that fail write their error there, unframed. */
final class StrayLines {
  private static final int MAX_LENGTH = 64 << 10;

  private final StringBuilder first = new StringBuilder();
  private final StringBuilder object = new StringBuilder();

  /** Takes a line; the JSON object that the latest lines are, or null if they are none yet. */
  @Nullable JsonValue add(String line) {
    if (first.length() < MAX_LENGTH) {
      first.append(line).append('\n');
    }
    boolean goesOn =
        object.isEmpty() ? line.stripLeading().startsWith("{") : object.length() < MAX_LENGTH;
    if (goesOn) {
      object.append(line).append('\n');
    } else {
      object.setLength(0);
    }
    if (object.isEmpty() || !line.stripTrailing().endsWith("}")) {
      return null;
    }
    try {
      JsonObject json = JsonObject.parse(object.toString());
      object.setLength(0);
      return json;
    } catch (JsonDecodeException notYet) {
      return null;
    }
  }

  /** How they begin; null if there were none. */
  @Nullable String excerpt() {
    return first.isEmpty() ? null : first.toString();
  }
}
