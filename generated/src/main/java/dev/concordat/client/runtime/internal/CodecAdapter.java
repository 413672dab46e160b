package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.util.function.Function;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The Moshi adapter of a component. Null is read and written as null, whether or not the component
 * allows it: who may be null is for the member that holds it to say.
 */
public abstract class CodecAdapter<T> extends JsonAdapter<T> implements Codec<T> {

  /** Reads a value at a place. */
  public interface Reading<T> {
    T read(JsonValue json, JsonPath path);
  }

  /** An adapter of two functions. */
  public static <T> CodecAdapter<T> of(Reading<T> read, Function<T, JsonValue> write) {
    return new CodecAdapter<>() {
      @Override
      public T read(JsonValue json, JsonPath path) {
        return read.read(json, path);
      }

      @Override
      public JsonValue write(T value) {
        return write.apply(value);
      }
    };
  }

  /**
   * The value that a JSON text stands for.
   *
   * @throws JsonDecodeException if it is no JSON, or stands for none
   */
  public final T parse(String json) {
    return read(JsonValue.parse(json), JsonPath.root("$"));
  }

  @Override
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    JsonPath path = JsonPath.root(reader.getPath());
    JsonValue json = JsonTree.read(reader);
    return json == JsonNull.NULL ? null : read(json, path);
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    try (BufferedSink sink = writer.valueSink()) {
      new JsonText(sink).write(value == null ? JsonNull.NULL : write(value));
    }
  }
}
