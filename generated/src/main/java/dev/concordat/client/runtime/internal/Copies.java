package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies that cannot be changed, keep their order and, unlike {@code List.copyOf}, may hold null.
 */
public final class Copies {
  private Copies() {}

  public static <T extends @Nullable Object> List<T> list(List<? extends T> items) {
    return Collections.unmodifiableList(new ArrayList<>(items));
  }

  public static <T extends @Nullable Object> Map<String, T> map(Map<String, ? extends T> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** The text of all parts. */
  public static <T> String text(List<T> parts, Function<T, String> part) {
    StringBuilder text = new StringBuilder();
    parts.forEach(one -> text.append(part.apply(one)));
    return text.toString();
  }

  /** The values as JSON has them. */
  public static List<JsonNumber> numbers(long... values) {
    List<JsonNumber> numbers = new ArrayList<>();
    for (long value : values) {
      numbers.add(JsonNumber.of(value));
    }
    return numbers;
  }

  /**
   * For a member that is a list, or something else: nothing yet.
   *
   * @throws IllegalStateException if it is something else
   */
  public static <T> List<T> nothing(@Nullable Object value, String name) {
    if (value != null) {
      throw new IllegalStateException("\"" + name + "\" is set, and is no list to add to");
    }
    return List.of();
  }

  /** A copy of a list, which may not have been set, with more items at its end. */
  @SafeVarargs
  public static <T> List<T> append(@Nullable List<T> items, T... more) {
    List<T> all = new ArrayList<>(items == null ? List.of() : items);
    for (T item : more) {
      all.add(item);
    }
    return Collections.unmodifiableList(all);
  }
}
