package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNumber;
import org.jspecify.annotations.Nullable;

/** The characters of a JSON text, and the strings, numbers and words that they are. */
final class JsonScanner {
  /** What is read behind the last character. */
  static final char END = '\0';

  private final char[] json;
  private final int end;
  private int at;
  // For strings with escapes.
  private char[] unescaped = new char[0];

  /** A scanner of a text. A byte order mark before it is skipped. */
  JsonScanner(String text) {
    this.end = text.length();
    this.json = new char[end + 1]; // The last one is END.
    text.getChars(0, end, json, 0);
    this.at = end > 0 && json[0] == '\ufeff' ? 1 : 0;
  }

  int at() {
    return at;
  }

  void at(int place) {
    at = place;
  }

  boolean isAtEnd() {
    return at == end;
  }

  /** Passes over one character. */
  void skip() {
    at++;
  }

  /** Passes over space; the character behind it, which is not taken. */
  char skipSpace() {
    char c = json[at];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      at++;
      c = json[at];
    }
    return c;
  }

  /** Passes over a word; false, and stays where it differs, if it is not there. */
  boolean skip(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (json[at] != word.charAt(i)) {
        return false;
      }
      at++;
    }
    return true;
  }

  /**
   * Passes over a name, its quotation marks included, if it is a known one that is written without
   * escapes.
   *
   * @param likely the place of the one that probably comes
   * @return its place; -1, and stays, if it is none of them
   */
  int name(MemberNames names, int likely) {
    int start = at + 1;
    if (likely < names.size() && isName(names.chars(likely), start)) {
      return likely;
    }
    int close = start;
    while (json[close] != '"' && close < end) {
      close++;
    }
    for (int i = 0; i < names.size(); i++) {
      char[] name = names.chars(i);
      if (name.length == close - start && isName(name, start)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isName(char[] name, int start) {
    int behind = start + name.length;
    if (behind >= end || json[behind] != '"') {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (json[start + i] != name[i]) {
        return false;
      }
    }
    at = behind + 1;
    return true;
  }

  /** The text of the string that begins here; null, and stays where it is wrong, if it is none. */
  @Nullable String string() {
    int start = at + 1;
    int i = plain(start);
    if (json[i] == '"') {
      at = i + 1;
      return new String(json, start, i - start);
    }
    int length = 0;
    while (json[i] == '\\') {
      length = append(start, i, length);
      at = i;
      int c = escaped();
      if (c < 0) {
        return null;
      }
      unescaped[length++] = (char) c;
      start = at;
      i = plain(start);
    }
    at = i;
    if (json[i] != '"') {
      return null;
    }
    length = append(start, i, length);
    at = i + 1;
    return new String(unescaped, 0, length);
  }

  /** Passes over the string that begins here; false, and stays where it is wrong, if it is none. */
  boolean skipString() {
    int i = plain(at + 1);
    while (json[i] == '\\') {
      at = i;
      if (escaped() < 0) {
        return false;
      }
      i = plain(at);
    }
    at = json[i] == '"' ? i + 1 : i;
    return json[i] == '"';
  }

  // Where what stands for itself ends.
  private int plain(int from) {
    char[] chars = json;
    int i = from;
    char c = chars[i];
    while (c != '"' && c != '\\' && c >= ' ') {
      i++;
      c = chars[i];
    }
    return i;
  }

  // With room for one more.
  private int append(int from, int to, int length) {
    int more = to - from;
    if (length + more >= unescaped.length) {
      char[] larger = new char[Math.max((length + more) * 2, Math.min(end, 64)) + 1];
      System.arraycopy(unescaped, 0, larger, 0, length);
      unescaped = larger;
    }
    System.arraycopy(json, from, unescaped, length, more);
    return length + more;
  }

  // What an escape stands for; less than zero if it is none.
  private int escaped() {
    at++;
    char c = json[at];
    if (at == end) {
      return -1;
    }
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> {
        at--; // There may be nothing behind it.
        yield -1;
      }
    };
  }

  private int codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = json[at];
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
      at++;
    }
    return unit;
  }

  /** The number that begins here; null if it is none. */
  @Nullable JsonNumber number() {
    int start = at;
    while (isOfNumber(json[at])) {
      at++;
    }
    try {
      return JsonNumber.of(new String(json, start, at - start));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+' || c == 'e' || c == 'E';
  }
}
