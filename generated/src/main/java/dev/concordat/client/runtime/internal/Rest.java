package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an object holds beside the values of its fields.
 *
 * @param others the members that the contract does not describe, in order
 * @param nulls the names of the described members that are there and null
 */
public record Rest(JsonObject others, Set<String> nulls) {
  public static final Rest NOTHING = new Rest(JsonObject.of(), Set.of());

  /** The same with a described member that is null. */
  public Rest withNull(String name) {
    Set<String> more = new LinkedHashSet<>(nulls);
    more.add(name);
    return new Rest(others, more);
  }

  /** The same without that null. */
  public Rest withoutNull(String name) {
    if (!nulls.contains(name)) {
      return this;
    }
    Set<String> fewer = new LinkedHashSet<>(nulls);
    fewer.remove(name);
    return new Rest(others, fewer);
  }

  /**
   * Checks a member that has to be there.
   *
   * @throws IllegalStateException if it has neither a value nor was said to be null
   */
  public void require(String type, String name, @Nullable Object value) {
    if (value == null && !nulls.contains(name)) {
      throw new IllegalStateException(type + ": the required member \"" + name + "\" is missing");
    }
  }

  public Rest withOthers(JsonObject others) {
    return new Rest(others, nulls);
  }
}
