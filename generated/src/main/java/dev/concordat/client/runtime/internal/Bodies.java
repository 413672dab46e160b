package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What requests carry. A null is a body that is left out.
 *
 * <p>All bodies are sent once: OkHttp would otherwise send them again by itself where a connection
 * breaks, and that is for the retry policy to decide.
 */
public final class Bodies {
  private Bodies() {}

  /** A value as JSON. */
  public static <T> RequestBody json(@Nullable T value, Codec<T> codec, String mediaType) {
    return value == null ? nothing() : json(codec.write(value), MediaType.get(mediaType));
  }

  static RequestBody json(JsonValue value, MediaType mediaType) {
    Buffer bytes = new Buffer();
    try {
      new JsonText(bytes).write(value);
    } catch (IOException e) {
      throw new IllegalStateException("a buffer takes all bytes", e);
    }
    return new Once(bytes.readByteString(), mediaType);
  }

  /** A text, in UTF-8 whatever the media type says. */
  public static RequestBody text(@Nullable String text, String mediaType) {
    return text == null
        ? nothing()
        : new Once(ByteString.encodeUtf8(text), MediaType.get(mediaType));
  }

  /** Bytes as they are. */
  public static RequestBody bytes(@Nullable ByteString bytes, String mediaType) {
    boolean range = mediaType.contains("*");
    String type = range ? "application/octet-stream" : mediaType;
    return bytes == null ? nothing() : new Once(bytes, MediaType.get(type));
  }

  /** The members of an object as a form. */
  public static <T> RequestBody form(@Nullable T value, Codec<T> codec) {
    if (value == null) {
      return nothing();
    }
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : members(codec.write(value)).entrySet()) {
      for (JsonValue one : values(member.getValue())) {
        String text = Style.encode(Style.text(one)).replace("%20", "+");
        pairs.add(Style.encode(member.getKey()) + "=" + text);
      }
    }
    return new Once(
        ByteString.encodeUtf8(String.join("&", pairs)),
        MediaType.get("application/x-www-form-urlencoded"));
  }

  /**
   * The members of an object as parts (RFC 7578).
   *
   * @param files the members that are bytes, and their media types
   */
  public static <T> RequestBody multipart(
      @Nullable T value, Codec<T> codec, Map<String, String> files) {
    if (value == null) {
      return nothing();
    }
    MultipartBody.Builder parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
    for (Map.Entry<String, JsonValue> member : members(codec.write(value)).entrySet()) {
      String name = member.getKey();
      for (JsonValue one : values(member.getValue())) {
        String type = files.get(name);
        if (type != null && one instanceof JsonString encoded) {
          ByteString bytes = requireNonNull(ByteString.decodeBase64(encoded.text()));
          parts.addFormDataPart(name, name, new Once(bytes, MediaType.get(type)));
        } else if (one instanceof JsonObject) {
          parts.addFormDataPart(name, null, json(one, MediaType.get("application/json")));
        } else {
          parts.addFormDataPart(name, Style.text(one));
        }
      }
    }
    return parts.build();
  }

  private static Map<String, JsonValue> members(JsonValue value) {
    return value instanceof JsonObject object ? object.members() : Map.of();
  }

  private static List<JsonValue> values(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.items();
    }
    return value == JsonNull.NULL ? List.of() : List.of(value);
  }

  private static RequestBody nothing() {
    return new Once(ByteString.EMPTY, null);
  }

  private static final class Once extends RequestBody {
    private final ByteString bytes;
    private final @Nullable MediaType type;

    Once(ByteString bytes, @Nullable MediaType type) {
      this.bytes = bytes;
      this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return bytes.size();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
