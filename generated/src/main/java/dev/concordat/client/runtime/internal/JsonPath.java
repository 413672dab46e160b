package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import org.jspecify.annotations.Nullable;

/** A place in a JSON text, written out only when something is wrong there. */
public final class JsonPath {
  private final @Nullable JsonPath parent;
  private final String step;

  private JsonPath(@Nullable JsonPath parent, String step) {
    this.parent = parent;
    this.step = step;
  }

  /** Where a text starts; {@code $} but for a value inside of another. */
  public static JsonPath root(String path) {
    return new JsonPath(null, path);
  }

  JsonPath member(String name) {
    return new JsonPath(this, "." + name);
  }

  JsonPath item(int index) {
    return new JsonPath(this, "[" + index + "]");
  }

  /** An error at this place, for the caller to throw. */
  public JsonDecodeException error(String problem) {
    return new JsonDecodeException(toString(), problem);
  }

  /** The last member on the way. */
  String name() {
    return step.substring(1);
  }

  @Override
  public String toString() {
    return parent == null ? step : parent + step;
  }
}
