package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Looks at decoded values as the JSON that they were, without making it: at objects of a contract
 * and their members, which are texts, numbers, lists and further objects, and at JSON values.
 */
final class JsonView {
  private JsonView() {}

  /** Whether the value is an object. */
  static boolean isObject(@Nullable Object value) {
    return value instanceof ObjectValue || value instanceof JsonObject;
  }

  /** A member of an object, {@link JsonNull} if it is null; null if it is absent. */
  static @Nullable Object get(@Nullable Object object, String name) {
    if (object instanceof ObjectValue value) {
      int place = value.type().names().find(name);
      return place < 0 ? value.others().get(name) : member(value.values[place]);
    }
    return object instanceof JsonObject json ? json.get(name) : null;
  }

  /** Whether the contract describes a member of an object. */
  static boolean describes(Object object, String name) {
    return object instanceof ObjectValue value && value.type().names().find(name) >= 0;
  }

  /** Shows all members of an object. */
  static void each(Object object, BiConsumer<String, Object> members) {
    if (object instanceof ObjectValue value) {
      MemberNames names = value.type().names();
      for (int i = 0; i < value.values.length; i++) {
        Object member = member(value.values[i]);
        if (member != null) {
          members.accept(names.text(i), member);
        }
      }
      value.others().members().forEach(members);
    } else if (object instanceof JsonObject json) {
      json.members().forEach(members);
    }
  }

  // What is neither taken apart here any further nor a text or number becomes JSON.
  private static @Nullable Object member(@Nullable Object value) {
    boolean simple =
        value == null
            || value instanceof String
            || value instanceof JsonNumber
            || value instanceof ObjectValue
            || value instanceof EnumValue
            || value instanceof List;
    return simple ? value : json(value);
  }

  /** The text of a string; null if it is none. */
  static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof EnumValue constant) {
      return constant.text();
    }
    return value instanceof JsonString string ? string.text() : null;
  }

  /** The items of an array; null if it is none. */
  static @Nullable List<?> items(@Nullable Object value) {
    if (value instanceof List<?> items) {
      return items;
    }
    return value instanceof JsonArray array ? array.items() : null;
  }

  /** Whether the value is of a type, as schemas name it. */
  static boolean isA(Object value, String type) {
    return switch (type) {
      case "object" -> isObject(value);
      case "array" -> items(value) != null;
      case "string" -> text(value) != null;
      case "number" -> value instanceof JsonNumber;
      case "integer" -> value instanceof JsonNumber number && number.isInteger();
      case "boolean" -> json(value) instanceof JsonBoolean;
      default -> json(value) == JsonNull.NULL;
    };
  }

  /** The value as JSON. */
  static JsonValue json(@Nullable Object value) {
    if (value instanceof JsonValue json) {
      return json;
    } else if (value instanceof JsonType type) {
      return type.toJsonValue();
    } else if (value instanceof String text) {
      return new JsonString(text);
    } else if (value instanceof Boolean bool) {
      return JsonBoolean.of(bool);
    } else if (value instanceof ByteString bytes) {
      return new JsonString(bytes.base64());
    } else if (value instanceof List<?> items) {
      List<JsonValue> array = new ArrayList<>(items.size());
      items.forEach(item -> array.add(json(item)));
      return new JsonArray(array);
    } else if (value instanceof Map<?, ?> map) {
      JsonObject.Builder object = JsonObject.builder();
      map.forEach((name, member) -> object.put((String) name, json(member)));
      return object.build();
    }
    return JsonNull.NULL; // Null itself, and what stands for it in an object.
  }

  /** Whether the value is this JSON. */
  static boolean equals(@Nullable Object value, JsonValue json) {
    if (json instanceof JsonString string) {
      return string.text().equals(text(value));
    }
    return json.equals(value instanceof JsonNumber ? value : json(value));
  }
}
