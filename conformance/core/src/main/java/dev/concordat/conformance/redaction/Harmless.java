package dev.concordat.conformance.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers and query parameters that are known to be harmless. The lists are in {@code
 * harmless.txt}.
 */
enum Harmless {
  REQUEST,
  ANSWER,
  QUERY;

  private static final Map<Harmless, Set<String>> NAMES = read();

  /** Whether the name is on the list, its case aside. */
  boolean contains(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Set<String> names = NAMES.getOrDefault(this, Set.of());
    return !lower.endsWith("*") && (names.contains(lower) || beginsWithAny(lower, names));
  }

  private static boolean beginsWithAny(String lower, Set<String> names) {
    for (String name : names) {
      if (name.endsWith("*") && lower.regionMatches(0, name, 0, name.length() - 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a parameter of a query is known to be harmless. */
  static boolean isHarmless(Address.Pair pair) {
    return QUERY.contains(Credentials.decoded(pair.name()));
  }

  private static Map<Harmless, Set<String>> read() {
    Map<Harmless, Set<String>> names = new EnumMap<>(Harmless.class);
    Set<String> section = new HashSet<>();
    try (InputStream in = Harmless.class.getResourceAsStream("harmless.txt")) {
      if (in == null) {
        throw new IllegalStateException("harmless.txt is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String name = line.strip();
        if (name.startsWith("[")) {
          section = new HashSet<>();
          names.put(
              valueOf(name.substring(1, name.length() - 1).toUpperCase(Locale.ROOT)), section);
        } else if (!name.isEmpty() && !name.startsWith("#")) {
          section.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
