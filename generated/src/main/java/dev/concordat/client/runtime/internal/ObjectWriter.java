package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the members of one object. */
public final class ObjectWriter {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();
  private final Rest rest;

  public ObjectWriter(Rest rest) {
    this.rest = rest;
  }

  /** Writes a member; null is left out unless it was given or read as null. */
  public <T> ObjectWriter put(String name, @Nullable T value, Codec<T> codec) {
    if (value != null) {
      members.put(name, codec.write(value));
    } else if (rest.nulls().contains(name)) {
      members.put(name, JsonNull.NULL);
    }
    return this;
  }

  public JsonObject json() {
    rest.others().members().forEach(members::putIfAbsent);
    return JsonObject.of(members);
  }
}
