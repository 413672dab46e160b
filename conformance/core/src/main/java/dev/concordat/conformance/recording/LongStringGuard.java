package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Shortens the strings of a JSON text that are too long to hold, as the text passes. A shortened
 * string ends in {@link #AT}, the place where it stands, and {@link #CUT}, so that whoever reads it
 * can tell; a text that has this end of its own is taken for shortened, which loses nothing but a
 * judgement.
 */
final class LongStringGuard extends InputStream {
  /** The end of a shortened string: control characters, of one byte each, that no text has. */
  static final String CUT = "\u0000\u0001\u0000\u0001";

  /** The last byte of {@link #CUT}, which tells nearly every other string from a shortened one. */
  static final byte LAST = 1;

  /** What stands before the place of a shortened string. */
  static final String AT = "\u0001\u0000";

  private static final int AFTER_BACKSLASH = -1;
  private static final int MAX_END = 32;

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[8192];
  private long offset;
  private long stringStart;
  private int position;
  private int end;
  private boolean inString;
  // How many more characters belong to an escape, which is never cut in two.
  private int escaped;
  private long length;
  private boolean dropping;
  private byte[] inserted = new byte[0];
  private int insertedAt;

  /**
   * Guards a stream.
   *
   * @param offset where the stream begins in what it is a part of, in bytes
   * @param limit the most bytes, as they are written, that a string may have
   */
  LongStringGuard(InputStream in, long offset, int limit) {
    this.in = in;
    this.offset = offset;
    this.limit = limit;
  }

  /** Whether a string, in UTF-8, has the end of one that was shortened. */
  static boolean isCut(byte[] string) {
    return tail(string, CUT.length()).equals(CUT);
  }

  /** As {@link #place(String)}, of a string in UTF-8. */
  static long place(byte[] string) {
    return place(tail(string, MAX_END));
  }

  private static String tail(byte[] string, int size) {
    int from = Math.max(0, string.length - size);
    return new String(string, from, string.length - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Where the string stands that a shortened one was made of: the offset of the first byte behind
   * its quotation mark; -1 where the string is none that was shortened.
   */
  static long place(String string) {
    int at = string.endsWith(CUT) ? string.lastIndexOf(AT, string.length() - CUT.length() - 1) : -1;
    String place = at < 0 ? "" : string.substring(at + AT.length(), string.length() - CUT.length());
    return place.matches("\\d{1,18}") ? Long.parseLong(place) : -1;
  }

  private static byte[] end(long place) {
    return "\\u0001\\u0000%d\\u0000\\u0001\\u0000\\u0001"
        .formatted(place)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    int written = 0;
    while (written < size) {
      if (insertedAt < inserted.length) {
        target[offset + written++] = inserted[insertedAt++];
        continue;
      }
      // What is there is handed on before more is waited for.
      if (position == end && (written > 0 || !fill())) {
        break;
      }
      byte next = buffer[position++];
      if (pass(next)) {
        target[offset + written++] = next;
      }
    }
    return written == 0 && size > 0 ? -1 : written;
  }

  /** Hands on what it holds and was not read, which has no long string. */
  void release(OutputStream out) throws IOException {
    out.write(buffer, position, end - position);
    offset += end - position;
    position = end;
  }

  /** Where in the recording what was read ends, in bytes. */
  long offset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(in.read(buffer), 0);
    return end > 0;
  }

  // Whether a byte is handed on.
  private boolean pass(byte next) {
    offset++;
    if (!inString) {
      inString = next == '"';
      stringStart = offset;
      length = 0;
      return true;
    }
    length++;
    if (escaped != 0) {
      escaped = escaped == AFTER_BACKSLASH ? (next == 'u' ? 4 : 0) : escaped - 1;
      return !dropping;
    }
    if (next == '"') {
      inString = false;
      dropping = false;
      return true;
    }
    boolean startsCharacter = (next & 0xC0) != 0x80;
    if (length > limit && !dropping && startsCharacter) {
      dropping = true;
      inserted = end(stringStart);
      insertedAt = 0;
    }
    if (next == '\\') {
      escaped = AFTER_BACKSLASH;
    }
    return !dropping;
  }
}
