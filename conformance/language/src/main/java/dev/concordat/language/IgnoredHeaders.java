package dev.concordat.language;

import java.util.Locale;
import java.util.Set;

/**
 * The headers of which a parameter is ignored (OpenAPI 3.1, 4.8.12.2.1): content, security schemes
 * and media types say what they hold.
 */
public final class IgnoredHeaders {
  private static final Set<String> NAMES = Set.of("accept", "content-type", "authorization");

  private IgnoredHeaders() {}

  /**
   * Whether a parameter is ignored.
   *
   * @param in where it is sent: path, query, header or cookie
   */
  public static boolean has(String in, String name) {
    return in.equals("header") && NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
