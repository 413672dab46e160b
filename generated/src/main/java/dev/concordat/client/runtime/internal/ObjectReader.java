package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the members of one object. What nobody asks for is kept as its rest. */
public final class ObjectReader {
  private final Map<String, JsonValue> left;
  private final Set<String> nulls = new LinkedHashSet<>();
  private final JsonPath path;

  public ObjectReader(JsonValue json, JsonPath path) {
    if (!(json instanceof JsonObject object)) {
      throw Codecs.mismatch(json, "an object", path);
    }
    this.left = new LinkedHashMap<>(object.members());
    this.path = path;
  }

  /** A member that has to be there and has to have a value. */
  public <T> T required(String name, Codec<T> codec) {
    return codec.read(take(name), path.member(name));
  }

  /** A member that has to be there and may be null. */
  public <T> @Nullable T requiredOrNull(String name, Codec<T> codec) {
    return read(name, take(name), codec);
  }

  /**
   * A member that may be absent. A null is taken even where the contract has none: servers are
   * known to write every field that they have, and nothing is lost by it.
   */
  public <T> @Nullable T optional(String name, Codec<T> codec) {
    JsonValue value = left.remove(name);
    return value == null ? null : read(name, value, codec);
  }

  /** Whatever was not read. */
  public Rest rest() {
    return left.isEmpty() && nulls.isEmpty()
        ? Rest.NOTHING
        : new Rest(JsonObject.of(left), Set.copyOf(nulls));
  }

  private JsonValue take(String name) {
    JsonValue value = left.remove(name);
    if (value == null) {
      throw path.error("the required member \"" + name + "\" is missing");
    }
    return value;
  }

  private <T> @Nullable T read(String name, JsonValue value, Codec<T> codec) {
    if (value == JsonNull.NULL) {
      nulls.add(name);
      return null;
    }
    return codec.read(value, path.member(name));
  }
}
