package dev.concordat.conformance.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request or an answer; names are compared without regard to case. */
public final class Headers {
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Headers() {}

  /** Headers of the given names and values, in this order: name, value, name, value. */
  public static Headers of(String... namesAndValues) {
    Builder builder = new Builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** The first value of a header, or null where it is absent. */
  public @Nullable String first(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  /** All values of a header, empty where it is absent. */
  public List<String> all(String name) {
    return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
  }

  /** The names as they were first written, sorted. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Collects headers. */
  public static final class Builder {
    private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]+");

    private final Headers headers = new Headers();

    /**
     * Adds a header. White space around a value is no part of it (RFC 9110, 5.5). No value has an
     * end of a line: browsers export the values of a header that came several times in lines, and a
     * line that begins with white space goes on with the one before (RFC 9112, 5.2).
     */
    public Builder add(String name, String value) {
      List<String> all = headers.values.computeIfAbsent(name, absent -> new ArrayList<>());
      String trimmed = value.trim();
      if (trimmed.indexOf('\n') < 0) {
        all.add(trimmed);
      } else {
        for (String line : FOLD.matcher(trimmed).replaceAll(" ").split("\n", -1)) {
          all.add(line.trim());
        }
      }
      return this;
    }

    public Headers build() {
      return headers;
    }
  }
}
