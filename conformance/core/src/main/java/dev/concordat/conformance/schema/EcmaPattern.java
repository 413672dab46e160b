package dev.concordat.conformance.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as JSON Schema has them, those of ECMA-262 (JSON Schema 2020-12 Core, 6.4),
 * in the language of Java's. The two read most patterns alike: here stands what they read
 * otherwise. What ECMA-262 does not have means what it means to Java.
 */
public final class EcmaPattern {
  // ECMA-262, 12.2 and 12.3: white space and the ends of lines.
  private static final String SPACE = "\\t\\n\\x0B\\f\\r\\x{FEFF}\\x{2028}\\x{2029}\\p{Zs}";
  private static final String NO_LINE_END = "[^\\n\\r\\x{2028}\\x{2029}]";
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z]*-?[a-zA-Z]+[:)]");
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");

  private final String pattern;
  private final StringBuilder java = new StringBuilder();
  private final Map<String, String> groups = new HashMap<>();
  private int at;

  private EcmaPattern(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws PatternSyntaxException where it is none
   */
  public static Pattern compile(String pattern) {
    // With flags in it, it was written for another language.
    return Pattern.compile(
        FLAGS.matcher(pattern).find() ? pattern : new EcmaPattern(pattern).translated());
  }

  private String translated() {
    while (at < pattern.length()) {
      char next = pattern.charAt(at);
      switch (next) {
        case '\\' -> escape(false);
        case '[' -> set();
        case '(' -> group();
        // To Java it is before a last line feed, too.
        case '$' -> put("\\z", 1);
        case '.' -> put(NO_LINE_END, 1);
        default -> put(String.valueOf(next), 1);
      }
    }
    return java.toString();
  }

  private void put(String text, int length) {
    java.append(text);
    at += length;
  }

  private void escape(boolean isInSet) {
    char kind = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
    switch (kind) {
      case 's' -> put(isInSet ? SPACE : "[" + SPACE + "]", 2);
      case 'S' -> put("[^" + SPACE + "]", 2);
      case 'v' -> put("\\x0B", 2);
      case '0' -> put("\\x00", 2);
      case 'b' -> put(isInSet ? "\\x08" : "\\b", 2);
      case 'u' -> put(pattern.startsWith("{", at + 2) ? "\\x" : "\\u", 2);
      case 'k' -> {
        put("\\k", 2);
        name();
      }
      default -> {
        int end = Math.min(at + 2, pattern.length());
        put(pattern.substring(at, end), end - at);
      }
    }
  }

  private void group() {
    boolean isNamed =
        pattern.startsWith("(?<", at)
            && !pattern.startsWith("(?<=", at)
            && !pattern.startsWith("(?<!", at);
    put(isNamed ? "(?" : "(", isNamed ? 2 : 1);
    if (isNamed) {
      name();
    }
  }

  // Java's names of groups have letters and digits alone.
  private void name() {
    int end = pattern.indexOf('>', at);
    if (pattern.startsWith("<", at) && end > 0) {
      String name = pattern.substring(at + 1, end);
      String plain =
          PLAIN_NAME.matcher(name).matches()
              ? name
              : groups.computeIfAbsent(name, absent -> "group0" + groups.size());
      put("<" + plain + ">", end + 1 - at);
    }
  }

  // In it Java has sets and their intersections, too; and an empty one is none to Java.
  private void set() {
    if (pattern.startsWith("[]", at)) {
      put("(?!)", 2);
      return;
    }
    if (pattern.startsWith("[^]", at)) {
      put("[\\s\\S]", 3);
      return;
    }
    put("[", 1);
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      char next = pattern.charAt(at);
      switch (next) {
        case '\\' -> escape(true);
        case '[' -> put("\\[", 1);
        case '&' -> put("\\&", 1);
        default -> put(String.valueOf(next), 1);
      }
    }
    if (at < pattern.length()) {
      put("]", 1);
    }
  }
}
