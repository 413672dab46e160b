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
  // To Java 17 words have letters beyond ASCII here, and nowhere else.
  private static final String BOUNDARY = "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))";
  private static final String NO_BOUNDARY = "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))";
  // General categories by their long names, of which Java has the short ones.
  private static final Map<String, String> CATEGORIES =
      table(
          "Letter L Cased_Letter LC Uppercase_Letter Lu Lowercase_Letter Ll Titlecase_Letter Lt"
              + " Modifier_Letter Lm Other_Letter Lo Mark M Combining_Mark M Nonspacing_Mark Mn"
              + " Spacing_Mark Mc Enclosing_Mark Me Number N Decimal_Number Nd digit Nd"
              + " Letter_Number Nl Other_Number No Punctuation P punct P Connector_Punctuation Pc"
              + " Dash_Punctuation Pd Open_Punctuation Ps Close_Punctuation Pe"
              + " Initial_Punctuation Pi Final_Punctuation Pf Other_Punctuation Po Symbol S"
              + " Math_Symbol Sm Currency_Symbol Sc Modifier_Symbol Sk Other_Symbol So Separator Z"
              + " Space_Separator Zs Line_Separator Zl Paragraph_Separator Zp Other C Control Cc"
              + " cntrl Cc Format Cf Surrogate Cs Private_Use Co Unassigned Cn");
  // Properties that are or are not, which have a word before them in Java.
  private static final Map<String, String> PROPERTIES =
      table(
          "Alphabetic IsAlphabetic Alpha IsAlphabetic Lowercase IsLowercase Lower IsLowercase"
              + " Uppercase IsUppercase Upper IsUppercase White_Space IsWhite_Space"
              + " space IsWhite_Space Ideographic IsIdeographic Ideo IsIdeographic"
              + " Hex_Digit IsHex_Digit Hex IsHex_Digit ASCII_Hex_Digit XDigit AHex XDigit"
              + " Join_Control IsJoin_Control Join_C IsJoin_Control Assigned IsAssigned Any all");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z]*-?[a-zA-Z]+[:)]");
  private static final Pattern EXTENSIONS = Pattern.compile("^(Script_Extensions|scx)=");
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
      case 'b' -> put(isInSet ? "\\x08" : BOUNDARY, 2);
      case 'B' -> put(isInSet ? "\\B" : NO_BOUNDARY, 2);
      case 'u' -> put(pattern.startsWith("{", at + 2) ? "\\x" : "\\u", 2);
      case 'p', 'P' -> property();
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

  // Which scripts a character is used in beside its own, Java does not know.
  private void property() {
    int end = pattern.indexOf('}', at);
    if (!pattern.startsWith("{", at + 2) || end < 0) {
      put(pattern.substring(at, at + 2), 2);
      return;
    }
    String name = EXTENSIONS.matcher(pattern.substring(at + 3, end)).replaceFirst("Script=");
    int value = name.indexOf('=') + 1;
    String known =
        value == 0 && PROPERTIES.containsKey(name)
            ? PROPERTIES.get(name)
            : name.substring(0, value)
                + CATEGORIES.getOrDefault(name.substring(value), name.substring(value));
    put(pattern.substring(at, at + 3) + known + "}", end + 1 - at);
  }

  private static Map<String, String> table(String names) {
    Map<String, String> table = new HashMap<>();
    String[] words = names.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      table.put(words[i], words[i + 1]);
    }
    return Map.copyOf(table);
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
