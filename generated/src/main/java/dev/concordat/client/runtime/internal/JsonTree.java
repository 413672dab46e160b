package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;

/** JSON text to values and back. Moshi splits the text, nothing is rounded or bound on the way. */
public final class JsonTree {
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  private JsonTree() {}

  /** The value of a whole text. */
  public static JsonValue parse(String json) {
    return parse(new Buffer().writeUtf8(escapeLoneSurrogates(json)));
  }

  /**
   * The value of all bytes that are left. A byte order mark before them is skipped.
   *
   * @throws JsonDecodeException if they are not one JSON value
   * @throws UncheckedIOException if they cannot be read
   */
  public static JsonValue parse(BufferedSource json) {
    try {
      if (json.rangeEquals(0, BYTE_ORDER_MARK)) {
        json.skip(BYTE_ORDER_MARK.size());
      }
      JsonReader reader = JsonReader.of(json);
      JsonValue value = read(reader);
      requireEnd(reader);
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next value of a reader.
   *
   * @throws JsonDecodeException if there is none, or a member is named twice
   * @throws IOException if the bytes cannot be read
   */
  public static JsonValue read(JsonReader reader) throws IOException {
    try {
      return next(reader);
    } catch (EOFException e) {
      throw new JsonDecodeException(reader.getPath(), "the JSON text ends too early");
    } catch (JsonEncodingException | JsonDataException e) {
      throw new JsonDecodeException(reader.getPath(), "not JSON");
    }
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

  private static void requireEnd(JsonReader reader) throws IOException {
    try {
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new JsonDecodeException("$", "more than one JSON value");
      }
    } catch (JsonEncodingException e) {
      throw new JsonDecodeException("$", "text after the JSON value");
    }
  }

  private static JsonValue next(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonString(reader.nextString());
      case NUMBER -> JsonNumber.of(reader.nextString());
      case BOOLEAN -> JsonBoolean.of(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.NULL;
      }
      case END_DOCUMENT -> throw new EOFException();
      case NAME, END_ARRAY, END_OBJECT -> throw new JsonEncodingException("no value");
    };
  }

  private static JsonObject object(JsonReader reader) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      String path = reader.getPath();
      if (members.put(name, next(reader)) != null) {
        throw new JsonDecodeException(path, "the member is there twice");
      }
    }
    reader.endObject();
    return JsonObject.of(members);
  }

  private static JsonArray array(JsonReader reader) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(next(reader));
    }
    reader.endArray();
    return new JsonArray(items);
  }

  // UTF-8 has no bytes for a surrogate without its partner; Okio would write a question mark.
  private static String escapeLoneSurrogates(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      if (JsonText.isLoneSurrogate(json, i)) {
        if (escaped == null) {
          escaped = new StringBuilder(json.substring(0, i));
        }
        escaped.append(JsonText.escape(json.charAt(i)));
      } else if (escaped != null) {
        escaped.append(json.charAt(i));
      }
    }
    return escaped == null ? json : escaped.toString();
  }
}
