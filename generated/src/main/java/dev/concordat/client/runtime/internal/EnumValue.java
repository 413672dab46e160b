package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all generated enums, which are open, have in common. Immutable, and equal by value. */
public abstract class EnumValue implements JsonType {
  private final String text;

  protected EnumValue(String text) {
    this.text = requireNonNull(text, "text");
  }

  /** The adapter of an enum that is made of its text so. */
  protected static <T extends EnumValue> CodecAdapter<T> adapter(Function<String, T> of) {
    return CodecAdapter.of(json -> of.apply(Codecs.TEXT.read(json)), EnumValue::toJsonValue);
  }

  /** The value as it is written in JSON. */
  public final String text() {
    return text;
  }

  @Override
  public final JsonValue toJsonValue() {
    return new JsonString(text);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof EnumValue that
        && that.getClass() == getClass()
        && that.text.equals(text);
  }

  @Override
  public final int hashCode() {
    return text.hashCode();
  }

  @Override
  public final String toString() {
    return text;
  }
}
