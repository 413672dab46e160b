package dev.concordat.client.runtime;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object. Its members keep the order in which they were written. */
public final class JsonObject implements JsonValue {
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, JsonValue> members;

  private JsonObject(Map<String, JsonValue> members) {
    this.members = members;
  }

  /** The object without members. */
  public static JsonObject of() {
    return EMPTY;
  }

  /** An object with these members, in the order of the map. */
  public static JsonObject of(Map<String, ? extends JsonValue> members) {
    if (members.isEmpty()) {
      return EMPTY;
    }
    return new JsonObject(Collections.unmodifiableMap(new LinkedHashMap<>(members)));
  }

  /**
   * The object that a JSON text stands for.
   *
   * @throws JsonDecodeException if the text is no JSON object
   */
  public static JsonObject parse(String json) {
    if (JsonValue.parse(json) instanceof JsonObject object) {
      return object;
    }
    throw new JsonDecodeException("$", "expected an object");
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The member of this name; null if there is none, {@link JsonNull} if it is null. */
  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  /** All members, in order. The map cannot be changed. */
  public Map<String, JsonValue> members() {
    return members;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && object.members.equals(members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return toJson();
  }

  /** Adds members one after the other. */
  public static final class Builder {
    private Map<String, JsonValue> members = new LinkedHashMap<>();
    // Then an object has the map, and it must not change any more.
    private boolean built;

    private Builder() {}

    /** Adds a member, or replaces the one of this name. */
    public Builder put(String name, JsonValue value) {
      if (built) {
        members = new LinkedHashMap<>(members);
        built = false;
      }
      members.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, double value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, JsonBoolean.of(value));
    }

    /** Whether there is a member of this name. */
    public boolean has(String name) {
      return members.containsKey(name);
    }

    public JsonObject build() {
      built = true;
      return members.isEmpty() ? EMPTY : new JsonObject(Collections.unmodifiableMap(members));
    }
  }
}
