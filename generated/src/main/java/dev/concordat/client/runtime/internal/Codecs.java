package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The codecs of what is not a component of a contract. */
public final class Codecs {
  public static final Codec<String> TEXT =
      of(JsonString.class, "a string", JsonString::text, JsonString::new);
  public static final Codec<Boolean> BOOLEAN =
      of(JsonBoolean.class, "a boolean", JsonBoolean::value, JsonBoolean::of);
  public static final Codec<JsonNumber> NUMBER =
      of(JsonNumber.class, "a number", number -> number, number -> number);
  public static final Codec<JsonObject> OBJECT =
      of(JsonObject.class, "an object", object -> object, object -> object);
  public static final Codec<JsonNumber> INTEGER = new IntegerCodec();

  /** Bytes, which JSON can have in base64 only. */
  public static final Codec<ByteString> BYTES = new BytesCodec();

  public static final Codec<JsonValue> ANY = new AnyCodec();

  private Codecs() {}

  public static <T extends @Nullable Object> Codec<List<T>> list(Codec<T> items) {
    return new ListCodec<>(items);
  }

  public static <T extends @Nullable Object> Codec<Map<String, T>> map(Codec<T> values) {
    return new MapCodec<>(values);
  }

  /** A codec for which null is a value like any other. */
  public static <T> Codec<@Nullable T> nullable(Codec<T> codec) {
    return new NullableCodec<>(codec);
  }

  static JsonDecodeException mismatch(JsonValue json, String expected, JsonPath path) {
    return path.error("expected " + expected + ", found " + kind(json));
  }

  private static String kind(JsonValue json) {
    if (json instanceof JsonObject) {
      return "an object";
    } else if (json instanceof JsonArray) {
      return "an array";
    } else if (json instanceof JsonString) {
      return "a string";
    } else if (json instanceof JsonNumber) {
      return "a number";
    } else if (json instanceof JsonBoolean) {
      return "a boolean";
    }
    return "null";
  }

  private static <J extends JsonValue, T> Codec<T> of(
      Class<J> type, String expected, Function<J, T> read, Function<T, J> write) {
    return new Codec<>() {
      @Override
      public T read(JsonValue json, JsonPath path) {
        if (type.isInstance(json)) {
          return read.apply(type.cast(json));
        }
        throw mismatch(json, expected, path);
      }

      @Override
      public JsonValue write(T value) {
        return write.apply(value);
      }
    };
  }

  private static final class IntegerCodec implements Codec<JsonNumber> {
    @Override
    public JsonNumber read(JsonValue json, JsonPath path) {
      JsonNumber number = NUMBER.read(json, path);
      if (!number.isInteger()) {
        throw path.error("expected an integer, found a number with a fraction");
      }
      return number;
    }

    @Override
    public JsonValue write(JsonNumber value) {
      return value;
    }
  }

  private static final class BytesCodec implements Codec<ByteString> {
    @Override
    public ByteString read(JsonValue json, JsonPath path) {
      ByteString bytes = ByteString.decodeBase64(TEXT.read(json, path));
      if (bytes == null) {
        throw path.error("expected base64");
      }
      return bytes;
    }

    @Override
    public JsonValue write(ByteString value) {
      return new JsonString(value.base64());
    }
  }

  private static final class AnyCodec implements Codec<JsonValue> {
    @Override
    public JsonValue read(JsonValue json, JsonPath path) {
      return json;
    }

    @Override
    public JsonValue write(JsonValue value) {
      return value;
    }
  }

  private record ListCodec<T extends @Nullable Object>(Codec<T> items) implements Codec<List<T>> {
    @Override
    public List<T> read(JsonValue json, JsonPath path) {
      if (!(json instanceof JsonArray array)) {
        throw mismatch(json, "an array", path);
      }
      List<T> list = new ArrayList<>(array.items().size());
      for (JsonValue item : array.items()) {
        list.add(items.read(item, path.item(list.size())));
      }
      return Copies.list(list);
    }

    @Override
    public JsonValue write(List<T> value) {
      List<JsonValue> array = new ArrayList<>(value.size());
      for (T item : value) {
        array.add(items.write(item));
      }
      return new JsonArray(array);
    }
  }

  private record MapCodec<T extends @Nullable Object>(Codec<T> values)
      implements Codec<Map<String, T>> {
    @Override
    public Map<String, T> read(JsonValue json, JsonPath path) {
      if (!(json instanceof JsonObject object)) {
        throw mismatch(json, "an object", path);
      }
      Map<String, T> map = new LinkedHashMap<>();
      object
          .members()
          .forEach((name, value) -> map.put(name, values.read(value, path.member(name))));
      return Copies.map(map);
    }

    @Override
    public JsonValue write(Map<String, T> value) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      value.forEach((name, member) -> members.put(name, values.write(member)));
      return JsonObject.of(members);
    }
  }

  private record NullableCodec<T>(Codec<T> codec) implements Codec<@Nullable T> {
    @Override
    @SuppressWarnings("NullAway") // It does not see that the type argument is nullable.
    public @Nullable T read(JsonValue json, JsonPath path) {
      return json == JsonNull.NULL ? null : codec.read(json, path);
    }

    @Override
    public JsonValue write(@Nullable T value) {
      return value == null ? JsonNull.NULL : codec.write(value);
    }
  }
}
