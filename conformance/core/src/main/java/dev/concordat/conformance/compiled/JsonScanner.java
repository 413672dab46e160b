package dev.concordat.conformance.compiled;

import java.nio.charset.StandardCharsets;

/**
 * Reads the tokens of a JSON text in UTF-8, as strictly as RFC 8259 has them. What is wrong, and
 * what is right and rare, it refuses.
 */
final class JsonScanner {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_NUMBER = 100;

  /** What the bytes of a text need: nothing, or to be looked at. */
  private static final byte[] IN_TEXT = new byte[256];

  private static final byte PLAIN = 0;
  private static final byte QUOTE = 1;
  private static final byte ESCAPE = 2;
  private static final byte CONTROL = 3;
  private static final byte WIDE = 4;

  static {
    for (int i = 0; i < 256; i++) {
      IN_TEXT[i] = i < 0x20 ? CONTROL : i >= 0x80 ? WIDE : PLAIN;
    }
    IN_TEXT['"'] = QUOTE;
    IN_TEXT['\\'] = ESCAPE;
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  private int start;
  private int stop;
  private int hash;
  private boolean escaped;
  private boolean wide;
  private boolean integral;
  private long whole;

  JsonScanner(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** The place of the next byte. */
  int at() {
    return at;
  }

  /** Goes back to a place that was read before. */
  void back(int place) {
    at = place;
  }

  /** The first byte of the next token, which stays the next; 0 where there is none. */
  byte peek() {
    while (at < end) {
      byte next = bytes[at];
      if (next > ' ') {
        return next;
      }
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        break;
      }
      at++;
    }
    return at < end ? bytes[at] : 0;
  }

  /** Takes one byte, which has to be this one. */
  void take(char expected) {
    if (peek() != expected) {
      throw new Refused();
    }
    at++;
  }

  /** Takes the byte if it is this one. */
  boolean takes(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes {@code true}, {@code false} or {@code null}. */
  void literal(String word) {
    int length = word.length();
    if (end - at < length) {
      throw new Refused();
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw new Refused();
      }
    }
    at += length;
  }

  /** Takes a member's name and the colon behind it. A name with an escape is refused. */
  void name() {
    take('"');
    int place = at;
    int code = 0;
    start = place;
    while (place < end) {
      byte next = bytes[place];
      if (next == '"') {
        stop = place;
        at = place + 1;
        hash = code;
        take(':');
        return;
      }
      // Bytes of characters outside ASCII are negative.
      if (next < 0x20 || next == '\\') {
        break;
      }
      code = 31 * code + next;
      place++;
    }
    throw new Refused();
  }

  /** The hash of the last name, as {@link #hashOf}. */
  int hash() {
    return hash;
  }

  static int hashOf(byte[] name) {
    int code = 0;
    for (byte next : name) {
      code = 31 * code + next;
    }
    return code;
  }

  /** Takes a text. */
  void text() {
    take('"');
    start = at;
    escaped = false;
    wide = false;
    int place = at;
    while (place < end) {
      byte next = bytes[place];
      switch (IN_TEXT[next & 0xFF]) {
        case PLAIN -> place++;
        case QUOTE -> {
          stop = place;
          at = place + 1;
          return;
        }
        case ESCAPE -> {
          escaped = true;
          place = escape(place + 1);
        }
        case WIDE -> {
          wide = true;
          place = character(place);
        }
        default -> throw new Refused();
      }
    }
    throw new Refused();
  }

  private int escape(int place) {
    if (place < end) {
      switch (bytes[place]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return place + 1;
        }
        case 'u' -> {
          if (end - place > 4) {
            for (int i = 1; i <= 4; i++) {
              if (Character.digit(bytes[place + i], 16) < 0) {
                throw new Refused();
              }
            }
            return place + 5;
          }
        }
        default -> {}
      }
    }
    throw new Refused();
  }

  // A character of two to four bytes, in its shortest form, and no surrogate (RFC 3629).
  private int character(int place) {
    int first = bytes[place] & 0xFF;
    int count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4 || place + count >= end) {
      throw new Refused();
    }
    int second = bytes[place + 1] & 0xFF;
    boolean isMalformed =
        (first == 0xE0 && second < 0xA0)
            || (first == 0xED && second > 0x9F)
            || (first == 0xF0 && second < 0x90)
            || (first == 0xF4 && second > 0x8F);
    for (int i = 1; i <= count; i++) {
      isMalformed |= (bytes[place + i] & 0xC0) != 0x80;
    }
    if (isMalformed) {
      throw new Refused();
    }
    return place + count + 1;
  }

  /**
   * Takes a number. One whose value is whole though it has a fraction or an exponent is refused.
   */
  void number() {
    peek();
    start = at;
    int place = at;
    if (place < end && bytes[place] == '-') {
      place++;
    }
    int digits = place;
    long value = 0;
    while (place < end && isDigit(bytes[place])) {
      value = value * 10 + (bytes[place] - '0');
      place++;
    }
    int count = place - digits;
    if (count == 0 || count > MAX_DIGITS || (count > 1 && bytes[digits] == '0')) {
      throw new Refused();
    }
    integral = true;
    if (place < end && bytes[place] == '.') {
      place = fraction(place + 1);
    }
    if (place < end && (bytes[place] == 'e' || bytes[place] == 'E')) {
      place = exponent(place + 1);
    }
    if (place - start > MAX_NUMBER) {
      throw new Refused();
    }
    whole = digits > start ? -value : value;
    stop = place;
    at = place;
  }

  private int fraction(int from) {
    integral = false;
    int place = from;
    boolean isWhole = true;
    while (place < end && isDigit(bytes[place])) {
      isWhole &= bytes[place] == '0';
      place++;
    }
    if (isWhole) {
      throw new Refused();
    }
    return place;
  }

  // Small numbers are written so, "1.2e-05"; one without a fraction, or a large one, may be whole.
  private int exponent(int from) {
    int place = from;
    if (integral || place >= end || bytes[place] != '-') {
      throw new Refused();
    }
    place++;
    int first = place;
    while (place < end && isDigit(bytes[place])) {
      place++;
    }
    if (place == first || place - first > 3) {
      throw new Refused();
    }
    return place;
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /** Whether the last number has neither a fraction nor an exponent. */
  boolean isIntegral() {
    return integral;
  }

  /** The value of the last number where that is integral. */
  long whole() {
    return whole;
  }

  /** The first byte of the last name, text or number. */
  int start() {
    return start;
  }

  /** Whether the last text has an escape, so that its bytes are not what it says. */
  boolean isEscaped() {
    return escaped;
  }

  /** Whether each byte of the last text is a character of it. */
  boolean isPlain() {
    return !escaped && !wide;
  }

  /** How many bytes the last name, text or number has. */
  int length() {
    return stop - start;
  }

  /** Whether the last name or text, which has no escape, is this one. */
  boolean is(byte[] wanted) {
    int length = wanted.length;
    if (stop - start != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the last text is a {@code data:} URI of letters, digits and what stands between them,
   * an image in base64 say: a URI for certain, however long.
   */
  boolean isData() {
    if (stop - start < 6 || !startsWith("data:")) {
      return false;
    }
    for (int i = start + 5; i < stop; i++) {
      if (!Character.isLetterOrDigit(bytes[i]) && "+/=,;.-".indexOf(bytes[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean startsWith(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes at two places are the same. */
  boolean isSame(int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[one + i] != bytes[other + i]) {
        return false;
      }
    }
    return true;
  }

  /** The last name, text or number. */
  String string() {
    return escaped ? unescaped() : new String(bytes, start, stop - start, StandardCharsets.UTF_8);
  }

  /** The last name or number, which have no escapes. */
  String raw() {
    return new String(bytes, start, stop - start, StandardCharsets.UTF_8);
  }

  private String unescaped() {
    StringBuilder text = new StringBuilder(stop - start);
    int place = start;
    while (place < stop) {
      int next = place;
      while (next < stop && bytes[next] != '\\') {
        next++;
      }
      text.append(new String(bytes, place, next - place, StandardCharsets.UTF_8));
      if (next == stop) {
        break;
      }
      byte escape = bytes[next + 1];
      place = next + 2;
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append(
              (char) Integer.parseInt(new String(bytes, place, 4, StandardCharsets.US_ASCII), 16));
          place += 4;
        }
        default -> text.append((char) escape);
      }
    }
    return text.toString();
  }

  /** Goes to the end of a value without a look at what is in it: that is for whoever reads it. */
  void skip() {
    int depth = 0;
    do {
      byte next = peek();
      switch (next) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> skipText();
        case 0 -> throw new Refused();
        default -> at++;
      }
    } while (depth > 0);
    if (depth < 0) {
      throw new Refused();
    }
    while (at < end && isInside(bytes[at])) {
      at++;
    }
  }

  // The rest of a number or a literal.
  private static boolean isInside(byte next) {
    return next > ' ' && next != ',' && next != '}' && next != ']' && next != ':' && next != '"';
  }

  private void skipText() {
    at++;
    while (at < end) {
      byte next = bytes[at++];
      if (next == '"') {
        return;
      }
      if (next == '\\') {
        at++;
      }
    }
    throw new Refused();
  }

  /** Tells that nothing is left but white space. */
  boolean isAtEnd() {
    return peek() == 0 && at == end;
  }
}
