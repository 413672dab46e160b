package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all generated objects have in common. Immutable, and equal by value. */
public abstract class ObjectValue implements JsonType {
  /** What stands for a member that is there and null. */
  static final Object NULL = new Object();

  // By the places of the members; null where one is absent.
  final @Nullable Object[] values;
  private final JsonObject others;
  private final ObjectType<?> type;

  protected ObjectValue(ObjectBuilder built) {
    this.type = built.type;
    this.values = built.values;
    this.others = built.others;
  }

  final ObjectType<?> type() {
    return type;
  }

  /** A member that is always there. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // By the generated code.
  protected final <T> T value(int place) {
    T value = found(place);
    return requireNonNull(value);
  }

  /** A member; null if it is null or absent. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // By the generated code.
  protected final <T> @Nullable T found(int place) {
    Object value = values[place];
    return value == NULL ? null : (T) value;
  }

  /** A member that is a list; empty if it is null or absent. */
  protected final <T> List<T> list(int place) {
    List<T> list = found(place);
    return list == null ? List.of() : list;
  }

  /** A whole number, exactly; 0 if it is absent. */
  protected final long whole(int place) {
    JsonNumber number = found(place);
    return number == null ? 0 : number.longValue();
  }

  /** A number without its fraction, if it has one; 0 if it is absent. */
  protected final long wholePart(int place) {
    JsonNumber number = found(place);
    return number == null ? 0 : number.wholeValue();
  }

  /** A whole number, exactly; null if it is null or absent. */
  protected final @Nullable Long wholeOrNull(int place) {
    return found(place) == null ? null : Long.valueOf(whole(place));
  }

  /** A number without its fraction; null if it is null or absent. */
  protected final @Nullable Long wholePartOrNull(int place) {
    return found(place) == null ? null : Long.valueOf(wholePart(place));
  }

  /** Whether a member is there, be it null. */
  protected final boolean has(int place) {
    return values[place] != null;
  }

  /** The members that the contract does not describe, in order. They are written back. */
  public final JsonObject others() {
    return others;
  }

  @Override
  public final JsonValue toJsonValue() {
    return type.json(this);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ObjectValue that
        && that.type == type
        && Arrays.equals(that.values, values)
        && that.others.equals(others);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(values) * 31 + others.hashCode();
  }

  /** The described members, secrets masked, and the names of all others. */
  @Override
  public final String toString() {
    return type.description(this);
  }
}
