package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Function;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The Moshi adapter of a component. Null is read and written as null, whether or not the component
 * allows it: who may be null is for the member that holds it to say.
 */
public abstract class CodecAdapter<T> extends JsonAdapter<T> implements Codec<T> {

  /** An adapter of two functions. */
  public static <T> CodecAdapter<T> of(Function<JsonParser, T> read, Function<T, JsonValue> write) {
    return new CodecAdapter<>() {
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

  /**
   * The value that a JSON text stands for.
   *
   * @throws JsonDecodeException if it is no JSON, or stands for none
   */
  public final T parse(String json) {
    return new JsonParser(json).whole(this);
  }

  @Override
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    String root = reader.getPath();
    try (BufferedSource source = reader.nextSource()) {
      JsonParser json = new JsonParser(source.readUtf8(), root);
      if (json.nextIs(JsonNull.class)) {
        JsonValue unused = json.whole(Codecs.ANY);
        return null;
      }
      return json.whole(this);
    } catch (EOFException e) {
      throw new JsonDecodeException(root, "the JSON text ends too early");
    } catch (JsonEncodingException | JsonDataException e) {
      throw new JsonDecodeException(root, "not JSON");
    }
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    try (BufferedSink sink = writer.valueSink()) {
      new JsonText(sink).write(value == null ? JsonNull.NULL : write(value));
    }
  }
}
