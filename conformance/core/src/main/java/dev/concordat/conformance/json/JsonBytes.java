package dev.concordat.conformance.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bytes of JSON texts in UTF-8, of which eight are looked at together. */
public final class JsonBytes {
  /** Eight bytes at once, the first of them lowest. */
  static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * EACH;
  private static final long ESCAPES = '\\' * EACH;
  private static final long SPACES = ' ' * EACH;
  private static final long COMMAS = ',' * EACH;
  private static final long BRACKETS = '{' * EACH;
  private static final long UNITS = 'u' * EACH;

  private JsonBytes() {}

  /**
   * The first place from here on, and before the end, where one of two bytes is; the end where none
   * is.
   */
  public static int find(byte[] bytes, int from, int end, char one, char other) {
    int place = from;
    long ones = one * EACH;
    long others = other * EACH;
    while (place + 8 <= end) {
      long word = (long) WORDS.get(bytes, place);
      long first = word ^ ones;
      long second = word ^ others;
      long found = (((first - EACH) & ~first) | ((second - EACH) & ~second)) & HIGH;
      if (found != 0) {
        return place + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      place += 8;
    }
    while (place < end && bytes[place] != one && bytes[place] != other) {
      place++;
    }
    return place;
  }

  /** Whether one of three bytes is in a text, and which: the first, the second, the third bit. */
  public static int which(byte[] bytes, char one, char other, char third) {
    long ones = one * EACH;
    long others = other * EACH;
    long thirds = third * EACH;
    long foundOne = 0;
    long foundOther = 0;
    long foundThird = 0;
    int place = 0;
    for (; place + 8 <= bytes.length; place += 8) {
      long word = (long) WORDS.get(bytes, place);
      long first = word ^ ones;
      long second = word ^ others;
      long last = word ^ thirds;
      foundOne |= (first - EACH) & ~first;
      foundOther |= (second - EACH) & ~second;
      foundThird |= (last - EACH) & ~last;
    }
    for (; place < bytes.length; place++) {
      foundOne |= bytes[place] == one ? HIGH : 0;
      foundOther |= bytes[place] == other ? HIGH : 0;
      foundThird |= bytes[place] == third ? HIGH : 0;
    }
    return ((foundOne & HIGH) != 0 ? 1 : 0)
        | ((foundOther & HIGH) != 0 ? 2 : 0)
        | ((foundThird & HIGH) != 0 ? 4 : 0);
  }

  /**
   * How many bytes there are that a value may stand behind: commas, opening brackets and braces,
   * and what may be one of them by its number, in whatever string of a string. No text has more
   * values, nor have those that stand in its strings as JSON, but for one each.
   */
  public static int beginnings(byte[] bytes, int from, int end) {
    int count = 0;
    long before = 0;
    int place = from;
    for (; place + 8 <= end; place += 8) {
      long word = (long) WORDS.get(bytes, place);
      long escapes = where(word ^ ESCAPES);
      // A brace differs from a bracket in the one bit.
      long begun = where(word ^ COMMAS) | where((word | SPACES) ^ BRACKETS);
      long numbered = (escapes << 8 | before) & where(word ^ UNITS);
      count += Long.bitCount(begun | numbered);
      before = escapes >>> 56;
    }
    for (; place < end; place++) {
      byte next = bytes[place];
      if (next == ',' || (next | ' ') == '{' || (next == 'u' && before != 0)) {
        count++;
      }
      before = next == '\\' ? 1 : 0;
    }
    return count;
  }

  // The high bit of each byte that is zero.
  private static long where(long word) {
    return ~(((word & ~HIGH) + ~HIGH) | word | ~HIGH);
  }

  /**
   * How many of eight bytes come before the first that is not ASCII, ends a text, or needs to be
   * looked at.
   */
  static int plain(long word) {
    long quotes = word ^ QUOTES;
    long escapes = word ^ ESCAPES;
    // A bit is set wrongly only behind one that is set rightly.
    long found =
        (((quotes - EACH) & ~quotes)
                | ((escapes - EACH) & ~escapes)
                | ((word - SPACES) & ~word)
                | word)
            & HIGH;
    return Long.numberOfTrailingZeros(found) >>> 3;
  }

  /** The first such byte from here on, or the end. */
  static int plain(byte[] bytes, int from, int end) {
    int place = from;
    while (place + 8 <= end) {
      int plain = plain((long) WORDS.get(bytes, place));
      place += plain;
      if (plain < 8) {
        return place;
      }
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

  /**
   * The end of a character that is not ASCII, in its shortest form, and no surrogate (RFC 3629).
   * What is no such character is refused.
   */
  static int character(byte[] bytes, int place, int end) {
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

  /** The first place of what is no UTF-8 (RFC 3629), or -1 where all is. */
  public static int malformed(byte[] bytes) {
    int place = 0;
    while (place < bytes.length) {
      if (bytes[place] >= 0) {
        place++;
        continue;
      }
      try {
        place = character(bytes, place, bytes.length);
      } catch (Refused e) {
        return place;
      }
    }
    return -1;
  }

  /** A hash of the length and the bytes at both ends, which tell names apart well enough. */
  static int hash(byte[] bytes, int from, int to) {
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
}
