package dev.concordat.client.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a type of a client, by the method {@code fromJson} that each has, or a JSON value. */
final class TypeDeserializer extends JsonDeserializer<Object> {
  private final Class<?> type;
  private final @Nullable Method reading;

  private TypeDeserializer(Class<?> type, @Nullable Method reading) {
    this.type = type;
    this.reading = reading;
  }

  /** That of a type; null if it is none of a client's. */
  static @Nullable TypeDeserializer of(Class<?> type) {
    if (JsonValue.class.isAssignableFrom(type)) {
      return new TypeDeserializer(type, null);
    }
    if (!JsonType.class.isAssignableFrom(type)) {
      return null;
    }
    try {
      Method reading = type.getMethod("fromJson", String.class);
      return Modifier.isStatic(reading.getModifiers()) ? new TypeDeserializer(type, reading) : null;
    } catch (NoSuchMethodException partOfAnother) {
      return null;
    }
  }

  @Override
  public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
    JsonValue json = value(in, context);
    try {
      Object value = reading == null ? json : reading.invoke(null, json.toJson());
      return type.isInstance(value)
          ? value
          : context.reportInputMismatch(type, "expected a %s", type.getSimpleName());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof JsonDecodeException refused) {
        return context.reportInputMismatch(type, "%s", refused.getMessage());
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    return type.isInstance(JsonNull.NULL) ? JsonNull.NULL : null;
  }

  private static JsonValue value(JsonParser in, DeserializationContext context) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in, context);
      case START_ARRAY -> array(in, context);
      case VALUE_STRING -> new JsonString(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.of(in.getText());
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> context.reportInputMismatch(JsonValue.class, "no JSON: %s", in.currentToken());
    };
  }

  private static JsonObject object(JsonParser in, DeserializationContext context)
      throws IOException {
    JsonObject.Builder object = JsonObject.builder();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (object.has(name)) {
        context.reportInputMismatch(JsonObject.class, "the member %s is there twice", name);
      }
      in.nextToken();
      object.put(name, value(in, context));
    }
    return object.build();
  }

  private static JsonArray array(JsonParser in, DeserializationContext context) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(in, context));
    }
    return new JsonArray(items);
  }
}
