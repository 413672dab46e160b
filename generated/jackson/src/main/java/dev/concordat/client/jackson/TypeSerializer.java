package dev.concordat.client.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a type of a client, or a JSON value, as what it is to the client. */
final class TypeSerializer<T> extends JsonSerializer<T> {
  // Jackson's own limit.
  private static final int LONGEST = 1000;

  private final Class<T> type;

  TypeSerializer(Class<T> type) {
    this.type = type;
  }

  @Override
  public Class<T> handledType() {
    return type;
  }

  @Override
  public void serialize(T value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    write(value instanceof JsonType one ? one.toJsonValue() : (JsonValue) value, out);
  }

  // Its JSON says what it is.
  @Override
  public void serializeWithType(
      T value,
      JsonGenerator out,
      SerializerProvider provider,
      com.fasterxml.jackson.databind.jsontype.TypeSerializer typing)
      throws IOException {
    serialize(value, out, provider);
  }

  private static void write(JsonValue value, JsonGenerator out) throws IOException {
    if (value instanceof JsonObject object) {
      out.writeStartObject();
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        out.writeFieldName(member.getKey());
        write(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof JsonArray array) {
      out.writeStartArray();
      for (JsonValue item : array.items()) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof JsonString string) {
      out.writeString(string.text());
    } else if (value instanceof JsonNumber number) {
      write(number, out);
    } else if (value instanceof JsonBoolean bool) {
      out.writeBoolean(bool.value());
    } else {
      out.writeNull();
    }
  }

  // A whole number as such, since a tree would take its text for a double's.
  private static void write(JsonNumber number, JsonGenerator out) throws IOException {
    BigInteger whole = whole(number.text());
    if (whole != null && whole.toString().equals(number.text())) {
      out.writeNumber(whole);
    } else {
      out.writeNumber(number.text());
    }
  }

  private static @Nullable BigInteger whole(String text) {
    boolean plain = text.length() < LONGEST && text.chars().noneMatch(c -> ".eE".indexOf(c) >= 0);
    return plain ? new BigInteger(text) : null;
  }
}
