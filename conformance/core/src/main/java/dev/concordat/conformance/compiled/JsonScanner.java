package dev.concordat.conformance.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the tokens of a JSON text in UTF-8, as strictly as RFC 8259 has them. What is wrong, and
 * what is right and rare, it refuses.
 */
final class JsonScanner {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_NUMBER = 100;

  /** Eight bytes at once, the first of them lowest. */
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * EACH;
  private static final long ESCAPES = '\\' * EACH;
  private static final long SPACES = ' ' * EACH;

  private final byte[] bytes;
  private final int end;
  private int at;

  private int start;
  private int stop;
  private boolean escaped;
  private boolean wide;
  private boolean integral;
  private boolean pointed;
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
    int place = plain(at);
    while (place < end && bytes[place] < 0) {
      place = plain(character(place));
    }
    if (place >= end || bytes[place] != '"') {
      throw new Refused();
    }
    start = at;
    stop = place;
    at = place + 1;
    take(':');
  }

  /** The hash of the last name, as {@link #hashOf}. */
  int hash() {
    return hash(bytes, start, stop);
  }

  static int hashOf(byte[] name) {
    return hash(name, 0, name.length);
  }

  // Of the length and the bytes at both ends, which tell names apart well enough.
  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    long head = 0;
    if (length > 0 && from + 8 <= bytes.length) {
      head = (long) WORDS.get(bytes, from);
      head = length < 8 ? head & (-1L >>> (64 - 8 * length)) : head;
    } else {
      for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
        head = head << 8 | (bytes[from + i] & 0xFF);
      }
    }
    long tail = length > 8 ? (long) WORDS.get(bytes, to - 8) : 0;
    long mixed = (head ^ Long.rotateLeft(tail, 29) ^ length) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  // The first byte from here on that is not ASCII, ends a text, or needs to be looked at.
  private int plain(int from) {
    int place = from;
    while (place + 8 <= end) {
      long word = (long) WORDS.get(bytes, place);
      long quotes = word ^ QUOTES;
      long escapes = word ^ ESCAPES;
      // A bit is set wrongly only behind one that is set rightly.
      long found =
          (((quotes - EACH) & ~quotes)
                  | ((escapes - EACH) & ~escapes)
                  | ((word - SPACES) & ~word)
                  | word)
              & HIGH;
      if (found != 0) {
        return place + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      place += 8;
    }
    while (place < end) {
      byte next = bytes[place];
      if (next < ' ' || next == '"' || next == '\\') {
        return place;
      }
      place++;
    }
    return end;
  }

  /** Takes a text. */
  void text() {
    take('"');
    start = at;
    escaped = false;
    wide = false;
    int place = plain(at);
    while (place < end) {
      byte next = bytes[place];
      if (next == '"') {
        stop = place;
        at = place + 1;
        return;
      }
      if (next < 0) {
        wide = true;
        do {
          place = character(place);
        } while (place < end && bytes[place] < 0);
      } else if (next == '\\') {
        escaped = true;
        place = escape(place + 1);
      } else {
        break;
      }
      place = plain(place);
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
    // Most of what is not ASCII has three bytes: the scripts of East Asia.
    if (first > 0xE0 && first < 0xED && place + 2 < end) {
      if (bytes[place + 1] < (byte) 0xC0 && bytes[place + 2] < (byte) 0xC0) {
        return place + 3;
      }
      throw new Refused();
    }
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

  /** Takes a number. One whose value may be whole though it has an exponent is refused. */
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
    pointed = place < end && bytes[place] == '.';
    if (pointed) {
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
    int place = from;
    while (place < end && isDigit(bytes[place])) {
      integral &= bytes[place] == '0';
      place++;
    }
    if (place == from) {
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

  /** Whether the last number has a fraction, which may be of zeros alone. */
  boolean isPointed() {
    return pointed;
  }

  /** Whether the value of the last number is whole. */
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
    return Arrays.equals(bytes, start, stop, wanted, 0, wanted.length);
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
    return Arrays.equals(bytes, one, one + length, bytes, other, other + length);
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
