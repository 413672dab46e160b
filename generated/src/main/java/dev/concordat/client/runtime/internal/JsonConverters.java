package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Writes request bodies with Moshi. Answers are read elsewhere, since they may be errors. */
final class JsonConverters extends Converter.Factory {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Moshi moshi;

  JsonConverters(JsonAdapter.Factory adapters) {
    this.moshi = new Moshi.Builder().add(adapters).build();
  }

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    return (Object value) -> new JsonBody(adapter, value);
  }

  /**
   * A body that is sent once: OkHttp would otherwise send it again by itself where a connection
   * breaks, and that is for the retry policy to decide.
   */
  private static final class JsonBody extends RequestBody {
    private final Buffer json = new Buffer();

    JsonBody(JsonAdapter<Object> adapter, Object value) throws IOException {
      adapter.toJson(json, value);
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.size();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      json.copyTo(sink.getBuffer(), 0, json.size());
      sink.emitCompleteSegments();
    }
  }
}
