package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The codecs of what is not a component of a contract. */
public final class Codecs {
  public static final Codec<String> TEXT = of(json -> json.string("a string"), JsonString::new);
  public static final Codec<Boolean> BOOLEAN = of(json -> json.bool("a boolean"), JsonBoolean::of);
  public static final Codec<JsonNumber> NUMBER = of(json -> json.number("a number"), one -> one);
  public static final Codec<JsonObject> OBJECT = of(Codecs::object, object -> object);
  public static final Codec<JsonNumber> INTEGER = of(Codecs::integer, number -> number);

  /** Bytes, which JSON can have in base64 only. */
  public static final Codec<ByteString> BYTES =
      of(Codecs::bytes, bytes -> new JsonString(bytes.base64()));

  public static final Codec<JsonValue> ANY = of(JsonParser::value, value -> value);

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

  private static JsonObject object(JsonParser json) {
    if (json.nextIs(JsonObject.class) && json.value() instanceof JsonObject object) {
      return object;
    }
    throw json.mismatch("an object");
  }

  private static JsonNumber integer(JsonParser json) {
    JsonNumber number = json.number("a number");
    if (!number.isInteger()) {
      throw json.error("expected an integer, found a number with a fraction");
    }
    return number;
  }

  private static ByteString bytes(JsonParser json) {
    ByteString bytes = ByteString.decodeBase64(json.string("a string"));
    if (bytes == null) {
      throw json.error("expected base64");
    }
    return bytes;
  }

  private static <T> Codec<T> of(Function<JsonParser, T> read, Function<T, JsonValue> write) {
    return new Codec<>() {
      @Override
      public T read(JsonParser json) {
        return read.apply(json);
      }

      @Override
      public JsonValue write(T value) {
        return write.apply(value);
      }
    };
  }

  private record ListCodec<T extends @Nullable Object>(Codec<T> items) implements Codec<List<T>> {
    @Override
    public List<T> read(JsonParser json) {
      List<T> list = new ArrayList<>(4);
      for (boolean more = json.open(']', "an array"); more; more = json.more(']')) {
        json.item(list.size());
        list.add(items.read(json));
      }
      return Collections.unmodifiableList(list);
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
    public Map<String, T> read(JsonParser json) {
      Map<String, T> map = new LinkedHashMap<>();
      for (boolean more = json.open('}', "an object"); more; more = json.more('}')) {
        String name = json.name();
        boolean twice = map.containsKey(name);
        map.put(name, values.read(json));
        if (twice) {
          throw json.twice();
        }
      }
      return Collections.unmodifiableMap(map);
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
    public @Nullable T read(JsonParser json) {
      return json.skipNull() ? null : codec.read(json);
    }

    @Override
    public JsonValue write(@Nullable T value) {
      return value == null ? JsonNull.NULL : codec.write(value);
    }
  }
}
