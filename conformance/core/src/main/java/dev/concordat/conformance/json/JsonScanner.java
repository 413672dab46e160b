package dev.concordat.conformance.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the tokens of a JSON text in UTF-8, as strictly as RFC 8259 has them. What is wrong, and
 * what is right and rare, it refuses.
 */
public final class JsonScanner {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_DEPTH = Long.SIZE;

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

  public JsonScanner(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** The place of the next byte. */
  public int at() {
    return at;
  }

  /** Goes back to a place that was read before. */
  public void back(int place) {
    at = place;
  }

  /** The first byte of the next token, which stays the next; 0 where there is none. */
  public byte peek() {
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
  public void take(char expected) {
    if (peek() != expected) {
      throw new Refused();
    }
    at++;
  }

  /** Takes the byte if it is this one. */
  public boolean takes(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes {@code true}, {@code false} or {@code null}. */
  public void literal(String word) {
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
  public void name() {
    take('"');
    int place = JsonBytes.plain(bytes, at, end);
    while (place < end && bytes[place] < 0) {
      place = JsonBytes.plain(bytes, JsonBytes.character(bytes, place, end), end);
    }
    if (place >= end || bytes[place] != '"') {
      throw new Refused();
    }
    start = at;
    stop = place;
    escaped = false;
    at = place + 1;
    take(':');
  }

  /** The hash of the last name, as {@link #hashOf}. */
  public int hash() {
    return JsonBytes.hash(bytes, start, stop);
  }

  public static int hashOf(byte[] name) {
    return JsonBytes.hash(name, 0, name.length);
  }

  /** Takes a text. */
  public void text() {
    take('"');
    start = at;
    escaped = false;
    wide = false;
    int place = JsonBytes.plain(bytes, at, end);
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
          place = JsonBytes.character(bytes, place, end);
        } while (place < end && bytes[place] < 0);
      } else if (next == '\\') {
        escaped = true;
        place = escape(place);
      } else {
        break;
      }
      place = JsonBytes.plain(bytes, place, end);
    }
    throw new Refused();
  }

  // Where an escape ends that begins here.
  private int escape(int place) {
    if (place + 1 < end && JsonEscapes.simple(bytes[place + 1]) >= 0) {
      return place + 2;
    }
    if (JsonEscapes.unit(bytes, place, end) >= 0) {
      return place + 6;
    }
    throw new Refused();
  }

  /** Takes a number. One whose value may be whole though it has an exponent is refused. */
  public void number() {
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
  public boolean isPointed() {
    return pointed;
  }

  /** Whether the value of the last number is whole. */
  public boolean isIntegral() {
    return integral;
  }

  /** The value of the last number where that is integral. */
  public long whole() {
    return whole;
  }

  /** The first byte of the last name, text or number. */
  public int start() {
    return start;
  }

  /** Whether the last text has an escape, so that its bytes are not what it says. */
  public boolean isEscaped() {
    return escaped;
  }

  /** Whether each byte of the last text is a character of it. */
  public boolean isPlain() {
    return !escaped && !wide;
  }

  /** How many bytes the last name, text or number has. */
  public int length() {
    return stop - start;
  }

  /** Whether the last name or text, which has no escape, is this one. */
  public boolean is(byte[] wanted) {
    return stop - start == wanted.length
        && Arrays.equals(bytes, start, stop, wanted, 0, wanted.length);
  }

  /**
   * Whether the last text is a URI for certain: one of {@code data:}, {@code https:} or {@code
   * http:} of letters, digits and what usually stands between them, such as an image in base64,
   * however long.
   */
  public boolean isPlainUri() {
    return PlainUri.is(bytes, start, stop);
  }

  /** Whether the bytes at two places are the same. */
  public boolean isSame(int one, int other, int length) {
    return Arrays.equals(bytes, one, one + length, bytes, other, other + length);
  }

  /** The last name, text or number. */
  public String string() {
    return escaped ? unescaped() : new String(bytes, start, stop - start, StandardCharsets.UTF_8);
  }

  /** The last name or text, which others may have in common. */
  public String word(SharedNames shared) {
    return escaped ? unescaped() : shared.of(bytes, start, stop);
  }

  /** The last name or number, which have no escapes. */
  public String raw() {
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
      int simple = JsonEscapes.simple(bytes[next + 1]);
      text.append((char) (simple >= 0 ? simple : JsonEscapes.unit(bytes, next, stop)));
      place = next + (simple >= 0 ? 2 : 6);
    }
    return text.toString();
  }

  /** Takes a text; what it says, in UTF-8. One with half a pair of surrogates is refused. */
  public byte[] utf8() {
    take('"');
    start = at;
    stop = JsonBytes.plain(bytes, at, end);
    if (stop < end && bytes[stop] == '"') {
      at = stop + 1;
      return Arrays.copyOfRange(bytes, start, stop);
    }
    JsonEscapes.Undone undone = JsonEscapes.undo(bytes, at, end);
    stop = undone.end();
    at = stop + 1;
    return undone.text();
  }

  /** Takes a value, whatever it is; one that is deep is refused. */
  public void value() {
    int depth = 0;
    // Of each level a bit: whether it is an object.
    long objects = 0;
    do {
      byte next = peek();
      if ((next == '{' || next == '[') && !isEmpty(next)) {
        if (++depth > MAX_DEPTH) {
          throw new Refused();
        }
        objects = objects << 1 | (next == '{' ? 1 : 0);
      } else {
        if (next != '{' && next != '[') {
          scalar(next);
        }
        while (depth > 0 && !takes(',')) {
          take((objects & 1) == 0 ? ']' : '}');
          objects >>>= 1;
          depth--;
        }
      }
      if ((objects & 1) != 0) {
        name();
      }
    } while (depth > 0);
  }

  // Takes what opens an object or a list, and what closes it where it has nothing in it.
  private boolean isEmpty(byte opening) {
    at++;
    return takes(opening == '{' ? '}' : ']');
  }

  private void scalar(byte first) {
    switch (first) {
      case '"' -> text();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  /** Goes to the end of a value without a look at what is in it: that is for whoever reads it. */
  public void skip() {
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
    at = JsonBytes.find(bytes, at + 1, end, '"', '\\');
    while (at < end && bytes[at] == '\\') {
      at = JsonBytes.find(bytes, at + 2, end, '"', '\\');
    }
    if (at >= end) {
      throw new Refused();
    }
    at++;
  }

  /** Tells that nothing is left but white space. */
  public boolean isAtEnd() {
    return peek() == 0 && at == end;
  }
}
