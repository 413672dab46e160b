package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the builders of all generated objects have in common: members by their places. */
public class ObjectBuilder {
  final ObjectType<?> type;
  final @Nullable Object[] values;
  JsonObject others;

  /** One that starts from nothing but the members that have one value only. */
  protected ObjectBuilder(ObjectType<?> type) {
    this(type, new @Nullable Object[type.members().size()], JsonObject.of());
    for (int i = 0; i < values.length; i++) {
      values[i] = type.members().get(i).given();
    }
  }

  /** One that starts from a value. */
  protected ObjectBuilder(ObjectValue from) {
    this(from.type(), from.values.clone(), from.others());
  }

  ObjectBuilder(ObjectType<?> type, @Nullable Object[] values, JsonObject others) {
    this.type = type;
    this.values = values;
    this.others = others;
  }

  /** Sets a member, and what it implies. Lists and maps are copied. */
  protected final void set(int place, Object value) {
    ObjectType.Member member = type.members().get(place);
    requireNonNull(value, member.name());
    ObjectType.Implied implied = member.implied();
    if (implied != null && values[implied.place()] == null) {
      values[implied.place()] = implied.value();
    }
    if (value instanceof List<?> list) {
      values[place] = Copies.list(list);
    } else if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JSON has no other maps.
      Map<String, ?> members = (Map<String, ?>) map;
      values[place] = Copies.map(members);
    } else {
      values[place] = value;
    }
  }

  /** Sets a member to null, which is not the same as leaving it out. */
  protected final void setNull(int place) {
    values[place] = ObjectValue.NULL;
  }

  /** Sets the members that the contract does not describe. */
  protected final void setOthers(JsonObject others) {
    this.others = others;
  }

  /** Adds to a list, which may not have been set. */
  @SafeVarargs
  @SuppressWarnings("varargs") // They are copied.
  protected final <T> void add(int place, T... more) {
    List<T> items = found(place);
    set(place, Copies.append(items, more));
  }

  /** A member as it is set; null if it is not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // By the generated code.
  protected final <T> @Nullable T found(int place) {
    Object value = values[place];
    return value == ObjectValue.NULL ? null : (T) value;
  }

  /**
   * What was built, once it has what it needs. This builder may go on.
   *
   * @throws IllegalStateException if a required member is missing; the message names it
   */
  protected final ObjectBuilder finished() {
    for (int i = 0; i < values.length; i++) {
      ObjectType.Member member = type.members().get(i);
      if (member.isRequired() && values[i] == null) {
        throw new IllegalStateException(
            type.name() + ": the required member \"" + member.name() + "\" is missing");
      }
    }
    return new ObjectBuilder(type, values.clone(), others);
  }
}
