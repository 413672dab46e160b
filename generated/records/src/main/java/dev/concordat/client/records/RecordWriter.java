package dev.concordat.client.records;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes records, and what they are made of, as JSON. */
final class RecordWriter {
  private RecordWriter() {}

  static JsonValue write(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    } else if (value instanceof JsonValue json) {
      return json;
    } else if (value instanceof JsonType type) {
      return type.toJsonValue();
    } else if (value instanceof Optional<?> optional) {
      return write(optional.orElse(null));
    } else if (value instanceof Boolean truth) {
      return JsonBoolean.of(truth);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Enum<?> constant) {
      return new JsonString(constant.name());
    } else if (value instanceof CharSequence text) {
      return new JsonString(text.toString());
    } else if (value instanceof Collection<?> items) {
      List<JsonValue> all = new ArrayList<>();
      items.forEach(item -> all.add(write(item)));
      return new JsonArray(all);
    } else if (value instanceof Map<?, ?> map) {
      JsonObject.Builder members = JsonObject.builder();
      map.forEach((name, member) -> members.put(String.valueOf(name), write(member)));
      return members.build();
    } else if (value instanceof Record record) {
      return members(record);
    }
    throw new IllegalArgumentException(
        "there is no JSON of " + value.getClass().getName() + "; give a text or a record");
  }

  private static JsonValue number(Number number) {
    return number instanceof Double || number instanceof Float
        ? JsonNumber.of(number.doubleValue())
        : JsonNumber.of(number.toString());
  }

  private static JsonObject members(Record record) {
    JsonObject.Builder members = JsonObject.builder();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      JsonValue member = write(get(component.getAccessor(), record));
      if (member != JsonNull.NULL) {
        members.put(component.getName(), member);
      }
    }
    return members.build();
  }

  private static @Nullable Object get(Method accessor, Record record) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(accessor + " cannot be called by reflection: " + e, e);
    }
  }
}
