package dev.concordat.conformance.json;

import static dev.concordat.conformance.json.JsonBytes.WORDS;

import java.util.Arrays;

/** Undoes the escapes of JSON strings (RFC 8259, 7), from UTF-8 to UTF-8. */
public final class JsonEscapes {
  // Of longer texts the room is not kept.
  private static final int MAX_KEPT = 1 << 20;
  private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[1 << 14]);

  private final byte[] json;
  private final int end;
  private final byte[] text;
  private int size;
  private int at;

  private JsonEscapes(byte[] json, int start, int end, byte[] text) {
    this.json = json;
    this.at = start;
    this.end = end;
    this.text = text;
  }

  /**
   * The text of a string; refused where it has no end, or characters that UTF-8 has not.
   *
   * @param start the first byte behind the quotation mark
   * @param end where ends what there is
   */
  static Undone undo(byte[] json, int start, int end) {
    JsonEscapes escapes = new JsonEscapes(json, start, end, room(end - start + Long.BYTES));
    escapes.undo();
    return new Undone(Arrays.copyOf(escapes.text, escapes.size), escapes.at);
  }

  /**
   * A text.
   *
   * @param end the place of the quotation mark that ended it
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  record Undone(byte[] text, int end) {}

  private static byte[] room(int wanted) {
    if (wanted > MAX_KEPT) {
      return new byte[wanted];
    }
    byte[] room = ROOM.get();
    if (room.length < wanted) {
      room = new byte[Math.min(MAX_KEPT, 2 * wanted)];
      ROOM.set(room);
    }
    return room;
  }

  // A text is never longer than what it is written as, so that a word always fits.
  private void undo() {
    while (true) {
      copyPlain();
      if (at >= end) {
        throw new Refused();
      }
      byte next = json[at];
      if (next == '"') {
        return;
      }
      if (next == '\\') {
        escape();
      } else if (next < 0) {
        int stop = JsonBytes.character(json, at, end);
        while (at < stop) {
          text[size++] = json[at++];
        }
      } else {
        throw new Refused();
      }
    }
  }

  private void copyPlain() {
    while (at + Long.BYTES <= end) {
      long word = (long) WORDS.get(json, at);
      WORDS.set(text, size, word);
      int plain = JsonBytes.plain(word);
      at += plain;
      size += plain;
      if (plain < Long.BYTES) {
        return;
      }
    }
    while (at < end && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
      text[size++] = json[at++];
    }
  }

  private void escape() {
    int kind = at + 1 < end ? json[at + 1] : 0;
    int simple = simple(kind);
    if (simple >= 0) {
      text[size++] = (byte) simple;
      at += 2;
    } else {
      int point = point();
      put(point);
      at += point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 6 : 12;
    }
  }

  /** The character of an escape of two characters, by its second; -1 where there is none. */
  public static int simple(int kind) {
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

  // The character of an escape, or of two that stand for one.
  private int point() {
    int unit = unit(at);
    if (!Character.isSurrogate((char) unit)) {
      return unit;
    }
    int low = Character.isHighSurrogate((char) unit) ? unit(at + 6) : 0;
    if (!Character.isLowSurrogate((char) low)) {
      throw new Refused();
    }
    return Character.toCodePoint((char) unit, (char) low);
  }

  private int unit(int place) {
    int unit = unit(json, place, end);
    if (unit < 0) {
      throw new Refused();
    }
    return unit;
  }

  /** The UTF-16 unit of an escape of six characters at a place; -1 where there is none. */
  public static int unit(byte[] json, int place, int end) {
    if (place + 6 > end || json[place] != '\\' || json[place + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = place + 2; i < place + 6; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  // A character takes fewer bytes than its escape.
  private void put(int point) {
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
  }
}
