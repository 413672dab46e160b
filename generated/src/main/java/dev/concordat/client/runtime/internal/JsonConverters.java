package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
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
    if (type == RequestBody.class) {
      return null; // It is one already.
    }
    JsonAdapter<Object> adapter = moshi.adapter(type);
    return adapter instanceof CodecAdapter<Object> codec
        ? (Object value) -> Bodies.json(codec.write(value), JSON)
        : null;
  }
}
