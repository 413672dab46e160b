package dev.concordat.client.records;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of records, and records of JSON.
 *
 * <p>A component is a text, a boolean, a number of {@code java.lang} or {@code java.math}, an enum,
 * a record, a {@code List} or a {@code Map} of those, with texts for keys, or any JSON as a {@code
 * JsonValue} or {@code JsonObject}. One that may be absent or null is an {@code Optional}, or has
 * an annotation {@code Nullable}. Names are those of the components and of the enum's constants.
 */
public final class Records {
  private Records() {}

  /**
   * The JSON Schema of a record: an object with a member for each component and no others.
   *
   * @throws IllegalArgumentException if a component is of another type; the message names it
   */
  public static JsonObject schema(Class<? extends Record> type) {
    return RecordType.of(type).schema();
  }

  /**
   * The record that a JSON text stands for. Members that the record has not are passed over.
   *
   * @throws JsonDecodeException if it stands for none, with the path to the place
   * @throws IllegalArgumentException if the record cannot be read, as {@link #schema} says; or what
   *     its constructor throws
   */
  public static <T extends Record> T read(Class<T> type, String json) {
    return type.cast(RecordType.of(type).read(JsonValue.parse(json), "$"));
  }

  /**
   * A record, or what one may have for a component, as JSON. Null and an empty {@code Optional} are
   * null; within a record they are left out.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  public static JsonValue write(@Nullable Object value) {
    return RecordWriter.write(value);
  }
}
