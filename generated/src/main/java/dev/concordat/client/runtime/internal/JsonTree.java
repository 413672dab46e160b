package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** JSON text to values and back; nothing is rounded or bound on the way. */
public final class JsonTree {
  private JsonTree() {}

  /**
   * The value of a whole text. A byte order mark before it is skipped.
   *
   * @throws JsonDecodeException if it is not one JSON value
   */
  public static JsonValue parse(String json) {
    return new JsonParser(json).whole(Codecs.ANY);
  }

  /**
   * The value of all these bytes. A byte order mark before them is skipped.
   *
   * @throws JsonDecodeException if they are not UTF-8, or not one JSON value
   */
  static JsonValue parse(ByteString json) {
    return parse(Utf8.text(json));
  }

  /** The text or number at a place inside of objects, names with slashes between; else "". */
  public static String text(JsonValue value, String path) {
    String text = textOrNull(value, path);
    return text == null ? "" : text;
  }

  /** The same; null if there is neither a text nor a number. */
  public static @Nullable String textOrNull(JsonValue value, String path) {
    JsonValue at = value;
    for (String name : path.split("/", -1)) {
      JsonValue inner = at instanceof JsonObject object ? object.get(name) : null;
      if (inner == null) {
        return null;
      }
      at = inner;
    }
    if (at instanceof JsonString string) {
      return string.text();
    }
    return at instanceof JsonNumber number ? number.text() : null;
  }

  /** The text of a value. */
  public static String print(JsonValue value) {
    Buffer buffer = new Buffer();
    try {
      new JsonText(buffer).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.readUtf8();
  }
}
