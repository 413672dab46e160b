package dev.concordat.conformance.recording;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Undoes the escapes of JSON strings (RFC 8259, 7), from UTF-8 to UTF-8. */
final class JsonStrings {
  private JsonStrings() {}

  /**
   * The text of a string; null where it is none, or has characters that UTF-8 has not.
   *
   * @param start the first byte behind the quotation mark
   * @param limit where ends what there is
   */
  static byte @Nullable [] undo(byte[] json, int start, int limit) {
    int end = end(json, start, limit);
    if (end < 0) {
      return null;
    }
    byte[] text = new byte[end - start];
    int size = 0;
    int at = start;
    while (at < end) {
      int run = at;
      while (run < end && json[run] != '\\' && json[run] >= ' ') {
        run++;
      }
      if (run > at) {
        System.arraycopy(json, at, text, size, run - at);
        size += run - at;
        at = run;
      }
      if (at < end && json[at] == '\\') {
        int unit = at + 1 < end ? simple(json[at + 1]) : -1;
        if (unit >= 0) {
          text[size++] = (byte) unit;
          at += 2;
          continue;
        }
        int point = point(json, at, end);
        if (point < 0) {
          return null;
        }
        size = put(text, size, point);
        at += point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 6 : 12;
      } else if (at < end) {
        int length = length(json, at, end);
        if (length < 0) {
          return null;
        }
        for (int i = 0; i < length; i++) {
          text[size++] = json[at++];
        }
      }
    }
    return size == text.length ? text : Arrays.copyOf(text, size);
  }

  // Where the quotation mark stands that ends the string; -1 where none does.
  private static int end(byte[] json, int start, int limit) {
    int at = start;
    while (at < limit) {
      byte next = json[at];
      if (next == '"') {
        return at;
      }
      at += next == '\\' ? 2 : 1;
    }
    return -1;
  }

  /** The character of an escape of two characters, by its second; -1 where there is none. */
  static int simple(int kind) {
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  // The character of an escape, or of two that stand for one; -1 where it is none.
  private static int point(byte[] json, int at, int end) {
    int unit = unit(json, at, end);
    if (unit < 0 || !Character.isSurrogate((char) unit)) {
      return unit;
    }
    int low = Character.isHighSurrogate((char) unit) ? unit(json, at + 6, end) : -1;
    return low >= 0 && Character.isLowSurrogate((char) low)
        ? Character.toCodePoint((char) unit, (char) low)
        : -1;
  }

  private static int unit(byte[] json, int at, int end) {
    if (at + 6 > end || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = json[i] < 0 ? -1 : Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  // A character takes fewer bytes than its escape.
  private static int put(byte[] text, int at, int point) {
    int size = at;
    if (point < 0x80) {
      text[size++] = (byte) point;
    } else if (point < 0x800) {
      text[size++] = (byte) (0xC0 | point >> 6);
      text[size++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      text[size++] = (byte) (0xE0 | point >> 12);
      text[size++] = (byte) (0x80 | (point >> 6 & 0x3F));
      text[size++] = (byte) (0x80 | (point & 0x3F));
    } else {
      text[size++] = (byte) (0xF0 | point >> 18);
      text[size++] = (byte) (0x80 | (point >> 12 & 0x3F));
      text[size++] = (byte) (0x80 | (point >> 6 & 0x3F));
      text[size++] = (byte) (0x80 | (point & 0x3F));
    }
    return size;
  }

  // How many bytes a character beyond ASCII takes (RFC 3629, 4); -1 where it is none.
  private static int length(byte[] json, int at, int end) {
    int first = json[at] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > end) {
      return -1;
    }
    int second = json[at + 1] & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return -1;
    }
    for (int i = 2; i < length; i++) {
      if ((json[at + i] & 0xC0) != 0x80) {
        return -1;
      }
    }
    return length;
  }
}
