package dev.concordat.client;

import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value anew through nothing but public builders and constructors, as a caller would. The
 * client itself needs no reflection; this test does, to reach all types.
 */
final class Rebuild {
  private Rebuild() {}

  static @Nullable Object value(@Nullable Object value) throws ReflectiveOperationException {
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : list) {
        items.add(value(item));
      }
      return items;
    } else if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> members = new LinkedHashMap<>();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        members.put(member.getKey(), value(member.getValue()));
      }
      return members;
    } else if (value == null || value.getClass().getName().startsWith("java.")) {
      return value;
    } else if (value.getClass().getName().startsWith("dev.concordat.client.runtime.")) {
      return value;
    } else if (value instanceof Record record) {
      return record(record);
    }
    return has(value.getClass(), "builder") ? built(value) : ofText(value);
  }

  private static Object record(Record record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] parts = new Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = value(components[i].getAccessor().invoke(record));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return record.getClass().getConstructor(types).newInstance(parts);
  }

  private static Object built(Object value) throws ReflectiveOperationException {
    Object builder = value.getClass().getMethod("builder").invoke(null);
    for (Method accessor : value.getClass().getMethods()) {
      if (accessor.getParameterCount() != 0
          || accessor.getDeclaringClass() != value.getClass()
          || accessor.getName().startsWith("has")
          || List.of("builder", "toBuilder", "toString", "toJsonValue", "others")
              .contains(accessor.getName())) {
        continue;
      }
      String name = accessor.getName();
      if (has(value.getClass(), name + "Number")) {
        accessor = value.getClass().getMethod(name + "Number");
      }
      JsonValue json = member((JsonType) value, name);
      Object member = json == null ? null : value(accessor.invoke(value));
      if (json == JsonNull.NULL && has(builder.getClass(), name + "Null")) {
        builder.getClass().getMethod(name + "Null").invoke(builder);
      } else if (member != null && has(builder.getClass(), name, accessor.getReturnType())) {
        builder.getClass().getMethod(name, accessor.getReturnType()).invoke(builder, member);
      }
    }
    Object others = value.getClass().getMethod("others").invoke(value);
    builder.getClass().getMethod("others", JsonObject.class).invoke(builder, others);
    return builder.getClass().getMethod("build").invoke(builder);
  }

  // What a value's JSON says of a member: null if it is absent.
  private static @Nullable JsonValue member(JsonType value, String name) {
    for (Map.Entry<String, JsonValue> member :
        ((JsonObject) value.toJsonValue()).members().entrySet()) {
      String plain = member.getKey().replaceAll("[^\\p{L}\\p{Nd}]", "");
      if (plain.equalsIgnoreCase(name.replace("_", ""))) {
        return member.getValue();
      }
    }
    return null;
  }

  private static Object ofText(Object openEnum) throws ReflectiveOperationException {
    Object text = openEnum.getClass().getMethod("text").invoke(openEnum);
    return openEnum.getClass().getMethod("of", String.class).invoke(null, text);
  }

  private static boolean has(Class<?> type, String method, Class<?>... parameters) {
    try {
      type.getMethod(method, parameters);
      return true;
    } catch (NoSuchMethodException none) {
      return false;
    }
  }
}
