package dev.concordat.client.runtime.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
