package dev.concordat.client.runtime;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a response, under names in lower case. Cookies and what repeats a credential are
 * masked.
 *
 * @param all each header's values, in the order in which they came
 */
public record ResponseHeaders(Map<String, List<String>> all) implements Serializable {
  private static final ResponseHeaders NONE = new ResponseHeaders(Map.of());

  public ResponseHeaders {
    Map<String, List<String>> lower = new TreeMap<>();
    all.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    all = Collections.unmodifiableMap(lower);
  }

  /** Those of a call that got no response. */
  public static ResponseHeaders none() {
    return NONE;
  }

  /** The last value of a header, whatever the case of its name; null if it is absent. */
  public @Nullable String get(String name) {
    List<String> values = all.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
  }
}
