package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import okio.Buffer;
import okio.BufferedSource;
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
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    return new JsonParser(text).parse(JsonPath.root("$"));
  }

  /**
   * The value of all these bytes. A byte order mark before them is skipped.
   *
   * @throws JsonDecodeException if they are not UTF-8, or not one JSON value
   */
  static JsonValue parse(ByteString json) {
    return parse(Utf8.text(json));
  }

  /**
   * The next value of a reader.
   *
   * @throws JsonDecodeException if there is none, or a member is named twice
   * @throws IOException if the bytes cannot be read
   */
  static JsonValue read(JsonReader reader) throws IOException {
    JsonPath path = JsonPath.root(reader.getPath());
    try (BufferedSource value = reader.nextSource()) {
      return new JsonParser(value.readUtf8()).parse(path);
    } catch (EOFException e) {
      throw path.error("the JSON text ends too early");
    } catch (JsonEncodingException | JsonDataException e) {
      throw path.error("not JSON");
    }
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

  /** Whether a member, if it is there, is one of these texts. */
  public static boolean isOneOf(JsonValue object, String member, String... texts) {
    JsonValue value = object instanceof JsonObject members ? members.get(member) : null;
    return value == null
        || (value instanceof JsonString text && List.of(texts).contains(text.text()));
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
