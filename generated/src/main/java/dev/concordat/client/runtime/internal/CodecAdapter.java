package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The Moshi adapter of a component. Null is read and written as null, whether or not the component
 * allows it: who may be null is for the member that holds it to say.
 */
public abstract class CodecAdapter<T> extends JsonAdapter<T> implements Codec<T> {

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
