package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;

/** What a piece of a JSON text is, as far as what stands around it tells. */
final class JsonPlace {
  private JsonPlace() {}

  /** Whether it is in the name of a member: behind a brace or a comma, and before a colon. */
  static boolean isInName(byte[] text, int from, int to) {
    int start = from;
    while (start > 0 && isPart(text[start - 1])) {
      start--;
    }
    int end = to;
    while (end < text.length && isPart(text[end])) {
      end++;
    }
    if (!isAt(text, start - 1, '"') || !isAt(text, end, '"')) {
      return false;
    }
    int before = before(text, start - 1);
    return (isAt(text, before, '{') || isAt(text, before, ','))
        && isAt(text, behind(text, end + 1), ':');
  }

  /** Whether it is the whole value, a string or a number, of a member of the name. */
  static boolean isValueOf(String name, byte[] text, int from, int to) {
    boolean isString = isAt(text, from - 1, '"') && isAt(text, to, '"');
    int colon = before(text, isString ? from - 1 : from);
    int quote = before(text, colon);
    int next = behind(text, isString ? to + 1 : to);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int start = quote - bytes.length;
    boolean isNamed =
        isAt(text, colon, ':') && isAt(text, quote, '"') && isAt(text, start - 1, '"');
    for (int i = 0; isNamed && i < bytes.length; i++) {
      isNamed = text[start + i] == bytes[i];
    }
    return isNamed && (isAt(text, next, ',') || isAt(text, next, '}'));
  }

  // Where the next byte is that is no space, or the end.
  private static int behind(byte[] text, int from) {
    int at = from;
    while (at < text.length && SecretSearch.isSpace(text[at])) {
      at++;
    }
    return at;
  }

  // Where the last byte is that is no space, or -1.
  private static int before(byte[] text, int from) {
    int at = from - 1;
    while (at >= 0 && SecretSearch.isSpace(text[at])) {
      at--;
    }
    return at;
  }

  private static boolean isAt(byte[] text, int at, char wanted) {
    return at >= 0 && at < text.length && text[at] == wanted;
  }

  private static boolean isPart(byte next) {
    return Encoding.BASE64.value(next) >= 0 || next == '.';
  }
}
