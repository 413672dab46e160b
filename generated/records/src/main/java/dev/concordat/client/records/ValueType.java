package dev.concordat.client.records;

import static java.util.Map.entry;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A type that a component may have: its schema, and how a value of it is read. */
interface ValueType {
  /** How many characters of a wrong value an error has. */
  int MOST_SHOWN = 80;

  JsonObject schema();

  /**
   * The value that JSON stands for.
   *
   * @throws JsonDecodeException if it stands for none
   */
  Object read(JsonValue json, String path);

  /**
   * The type of that name in Java.
   *
   * @param where what has it, for errors
   * @param around the records that it stands in
   */
  static ValueType of(Type type, String where, List<Class<?>> around) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new Items(of(arguments[0], where, around));
      } else if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new Members(of(arguments[1], where, around));
      }
    } else if (type instanceof Class<?> plain) {
      if (plain.isRecord()) {
        return RecordType.of(plain, around);
      } else if (plain.isEnum()) {
        return new Constants(List.of(plain.getEnumConstants()));
      }
      Plain<?> known = Plain.KNOWN.get(plain);
      if (known != null) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        where
            + " is of a type that has no schema: "
            + type.getTypeName()
            + "; write a text, a number, a boolean, an enum, a record, or a List or Map of those");
  }

  /** JSON, where it is of that kind. */
  private static <J extends JsonValue> J expect(
      Class<J> kind, String words, JsonValue json, String path) {
    if (kind.isInstance(json)) {
      return kind.cast(json);
    }
    throw new JsonDecodeException(path, "expected " + words + ", found " + shown(json));
  }

  /**
   * A value that has no parts.
   *
   * @param type its type in a schema; empty if it is anything
   * @param get what it is in Java
   */
  record Plain<J extends JsonValue>(String type, Class<J> kind, Function<J, Object> get)
      implements ValueType {
    private static final Map<Class<?>, Plain<?>> KNOWN =
        Map.ofEntries(
            entry(String.class, new Plain<>("string", JsonString.class, JsonString::text)),
            entry(boolean.class, new Plain<>("boolean", JsonBoolean.class, JsonBoolean::value)),
            entry(Boolean.class, new Plain<>("boolean", JsonBoolean.class, JsonBoolean::value)),
            entry(int.class, integer(JsonNumber::intValue)),
            entry(Integer.class, integer(JsonNumber::intValue)),
            entry(long.class, integer(JsonNumber::longValue)),
            entry(Long.class, integer(JsonNumber::longValue)),
            entry(BigInteger.class, integer(JsonNumber::bigIntegerValue)),
            entry(double.class, number(JsonNumber::doubleValue)),
            entry(Double.class, number(JsonNumber::doubleValue)),
            entry(float.class, number(JsonNumber::floatValue)),
            entry(Float.class, number(JsonNumber::floatValue)),
            entry(BigDecimal.class, number(JsonNumber::bigDecimalValue)),
            entry(JsonObject.class, new Plain<>("object", JsonObject.class, json -> json)),
            entry(JsonValue.class, new Plain<>("", JsonValue.class, json -> json)));

    private static Plain<JsonNumber> integer(Function<JsonNumber, Object> get) {
      return new Plain<>("integer", JsonNumber.class, get);
    }

    private static Plain<JsonNumber> number(Function<JsonNumber, Object> get) {
      return new Plain<>("number", JsonNumber.class, get);
    }

    @Override
    public JsonObject schema() {
      return type.isEmpty() ? JsonObject.of() : JsonObject.builder().put("type", type).build();
    }

    @Override
    public Object read(JsonValue json, String path) {
      String words = (type.matches("[aeiou].*") ? "an " : "a ") + type;
      J expected = expect(kind, words, json, path);
      try {
        return get.apply(expected);
      } catch (ArithmeticException | NumberFormatException e) {
        throw new JsonDecodeException(
            path, "expected " + words + " that fits, found " + shown(json));
      }
    }
  }

  /** An enum, by the names of its constants. */
  record Constants(List<Object> constants) implements ValueType {
    private Stream<String> names() {
      return constants.stream().map(constant -> ((Enum<?>) constant).name());
    }

    @Override
    public JsonObject schema() {
      List<JsonValue> names = names().<JsonValue>map(JsonString::new).toList();
      return JsonObject.builder().put("type", "string").put("enum", new JsonArray(names)).build();
    }

    @Override
    public Object read(JsonValue json, String path) {
      String text = expect(JsonString.class, "a string", json, path).text();
      for (Object constant : constants) {
        if (((Enum<?>) constant).name().equals(text)) {
          return constant;
        }
      }
      throw new JsonDecodeException(
          path, "expected one of " + names().toList() + ", found " + shown(json));
    }
  }

  /** A list. */
  record Items(ValueType item) implements ValueType {
    @Override
    public JsonObject schema() {
      return JsonObject.builder().put("type", "array").put("items", item.schema()).build();
    }

    @Override
    public Object read(JsonValue json, String path) {
      List<Object> items = new ArrayList<>();
      for (JsonValue one : expect(JsonArray.class, "an array", json, path).items()) {
        items.add(item.read(one, path + "[" + items.size() + "]"));
      }
      return Collections.unmodifiableList(items);
    }
  }

  /** A map from texts. */
  record Members(ValueType value) implements ValueType {
    @Override
    public JsonObject schema() {
      return JsonObject.builder()
          .put("type", "object")
          .put("additionalProperties", value.schema())
          .build();
    }

    @Override
    public Object read(JsonValue json, String path) {
      Map<String, Object> members = new LinkedHashMap<>();
      expect(JsonObject.class, "an object", json, path)
          .members()
          .forEach((name, one) -> members.put(name, value.read(one, path + "." + name)));
      return Collections.unmodifiableMap(members);
    }
  }

  /** The beginning of a value. */
  static String shown(JsonValue json) {
    String text = json.toJson();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }

  /** Whether JSON says that there is nothing. */
  static boolean isAbsent(@Nullable JsonValue json) {
    return json == null || json == JsonNull.NULL;
  }
}
