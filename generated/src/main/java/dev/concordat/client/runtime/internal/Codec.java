package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/** Turns one type into JSON and back. */
public interface Codec<T extends @Nullable Object> {

  /**
   * The value that the next JSON stands for.
   *
   * @throws JsonDecodeException if it stands for none of this type
   */
  T read(JsonParser json);

  JsonValue write(T value);
}
