package dev.concordat.conformance.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that any server may send whatever its API is: those of the HTTP field name registry
 * and what proxies and content networks are used to add. The list is in {@code
 * standard-headers.txt}.
 */
final class StandardHeaders {
  private static final Set<String> NAMES = new HashSet<>();
  private static final List<String> PREFIXES = new ArrayList<>();

  static {
    try (InputStream in = StandardHeaders.class.getResourceAsStream("standard-headers.txt")) {
      if (in == null) {
        throw new IllegalStateException("standard-headers.txt is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String name = line.strip();
        if (name.endsWith("*")) {
          PREFIXES.add(name.substring(0, name.length() - 1));
        } else if (!name.isEmpty() && !name.startsWith("#")) {
          NAMES.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StandardHeaders() {}

  static boolean contains(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (NAMES.contains(lower)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (lower.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
