package dev.concordat.conformance.server.instance;

import java.util.BitSet;

/**
 * A text for a regular expression: of an alternation its first branch, of a class its first
 * character, of a repetition as few as it allows. It reads what patterns of schemas are mostly made
 * of; a text for any other may be wrong, which the engine finds.
 */
final class PatternText {
  private static final int MAX_LENGTH = 10_000;

  private final String pattern;
  private final int least;
  private int at;

  private PatternText(String pattern, int least) {
    this.pattern = pattern;
    this.least = least;
  }

  /**
   * A text.
   *
   * @param least how long it should be; a repetition that has no end is made so long
   * @throws Draft.ImpossibleException where the pattern has something that is not read
   */
  static String of(String pattern, int least) throws Attempt.ImpossibleException {
    PatternText reader = new PatternText(pattern, least);
    String text = reader.alternation(0);
    if (reader.at < pattern.length()) {
      throw new Attempt.ImpossibleException("the pattern cannot be read");
    }
    return text;
  }

  private String alternation(int depth) throws Attempt.ImpossibleException {
    String first = sequence(depth);
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      sequence(depth);
    }
    return first;
  }

  private String sequence(int depth) throws Attempt.ImpossibleException {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      String atom = atom(depth);
      int count = count(atom, text.length());
      if ((long) atom.length() * count + text.length() > MAX_LENGTH) {
        throw new Attempt.ImpossibleException("the pattern asks for a text that is too long");
      }
      text.append(atom.repeat(count));
    }
    return text.toString();
  }

  private String atom(int depth) throws Attempt.ImpossibleException {
    char next = pattern.charAt(at++);
    return switch (next) {
      case '^', '$' -> "";
      case '.' -> "a";
      case '(' -> group(depth + 1);
      case '[' -> characterClass();
      case '\\' -> escape();
      case '*', '+', '?', '{' ->
          throw new Attempt.ImpossibleException("nothing is there to be repeated");
      default -> String.valueOf(next);
    };
  }

  private String group(int depth) throws Attempt.ImpossibleException {
    if (depth > 20) {
      throw new Attempt.ImpossibleException("the pattern is too deep");
    }
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (at < pattern.length() && pattern.charAt(at) == '?') {
      throw new Attempt.ImpossibleException("what a pattern looks for around is not read");
    }
    String text = alternation(depth);
    expect(')');
    return text;
  }

  private String escape() throws Attempt.ImpossibleException {
    if (at == pattern.length()) {
      throw new Attempt.ImpossibleException("the pattern ends in an escape");
    }
    char escaped = pattern.charAt(at++);
    return switch (escaped) {
      case 'd' -> "0";
      case 'w', 'D', 'S' -> "a";
      case 's' -> " ";
      case 'W' -> "-";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b', 'B' -> "";
      default -> {
        if (Character.isLetterOrDigit(escaped)) {
          throw new Attempt.ImpossibleException("an escape of the pattern is not read");
        }
        yield String.valueOf(escaped);
      }
    };
  }

  private String characterClass() throws Attempt.ImpossibleException {
    boolean isNegated = at < pattern.length() && pattern.charAt(at) == '^';
    int start = isNegated ? ++at : at;
    int end = start;
    while (end < pattern.length() && (pattern.charAt(end) != ']' || end == start)) {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= pattern.length()) {
      throw new Attempt.ImpossibleException("a class of the pattern has no end");
    }
    String inside = pattern.substring(start, end);
    if (isNegated) {
      at = end + 1;
      return notIn(inside);
    }
    at = start;
    String first = pattern.charAt(at++) == '\\' ? escape() : String.valueOf(pattern.charAt(start));
    at = end + 1;
    return first;
  }

  private static String notIn(String inside) throws Attempt.ImpossibleException {
    BitSet excluded = new BitSet();
    for (int i = 0; i < inside.length(); i++) {
      char first = inside.charAt(i);
      if (first == '\\' && i + 1 < inside.length()) {
        exclude(excluded, inside.charAt(++i));
      } else if (i + 2 < inside.length() && inside.charAt(i + 1) == '-') {
        excluded.set(first, Math.max(inside.charAt(i + 2), first) + 1);
        i += 2;
      } else {
        excluded.set(first);
      }
    }
    for (char candidate : new char[] {'a', '0', '-', '_', 'Z', ' '}) {
      if (!excluded.get(candidate)) {
        return String.valueOf(candidate);
      }
    }
    throw new Attempt.ImpossibleException("no character is left by a class of the pattern");
  }

  private static void exclude(BitSet excluded, char escaped) {
    switch (escaped) {
      case 'd' -> excluded.set('0', '9' + 1);
      case 's' -> excluded.set(' ');
      case 'w' -> {
        excluded.set('0', '9' + 1);
        excluded.set('a', 'z' + 1);
        excluded.set('A', 'Z' + 1);
        excluded.set('_');
      }
      default -> excluded.set(escaped);
    }
  }

  // How often the atom before is repeated.
  private int count(String atom, int before) throws Attempt.ImpossibleException {
    int count = 1;
    while (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
      char next = pattern.charAt(at++);
      int wanted = atom.isEmpty() ? 0 : Math.max(least - before, 0);
      switch (next) {
        case '*' -> count = wanted;
        case '+' -> count = Math.max(wanted, 1);
        case '?' -> count = Math.min(count, wanted == 0 ? 0 : 1);
        default -> count = braces(wanted);
      }
    }
    return count;
  }

  private int braces(int wanted) throws Attempt.ImpossibleException {
    int end = pattern.indexOf('}', at);
    String inside = end < 0 ? "" : pattern.substring(at, end);
    if (!inside.matches("\\d{1,5}(,\\d{0,5})?")) {
      throw new Attempt.ImpossibleException("a repetition of the pattern is not read");
    }
    at = end + 1;
    String[] bounds = inside.split(",", 2);
    int low = Integer.parseInt(bounds[0]);
    if (bounds.length == 1) {
      return low;
    }
    int high = bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1]);
    return Math.max(low, Math.min(wanted, high));
  }

  private void expect(char wanted) throws Attempt.ImpossibleException {
    if (at >= pattern.length() || pattern.charAt(at) != wanted) {
      throw new Attempt.ImpossibleException("the pattern has no " + wanted);
    }
    at++;
  }
}
