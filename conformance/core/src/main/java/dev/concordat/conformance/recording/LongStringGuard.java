package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Shortens the strings of a JSON text that are too long to hold, as the text passes. A shortened
 * string ends in {@link #CUT}, so that whoever reads it can tell; a text that has this end of its
 * own is taken for shortened, which loses nothing but a judgement.
 */
final class LongStringGuard extends InputStream {
  /** The end of a shortened string: control characters, of one byte each, that no text has. */
  static final String CUT = "\u0000\u0001\u0000\u0001";

  private static final byte[] CUT_BYTES =
      "\\u0000\\u0001\\u0000\\u0001".getBytes(StandardCharsets.UTF_8);

  private static final int AFTER_BACKSLASH = -1;

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[8192];
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
   * @param limit the most bytes, as they are written, that a string may have
   */
  LongStringGuard(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
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
    if (!inString) {
      inString = next == '"';
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
      inserted = CUT_BYTES;
      insertedAt = 0;
    }
    if (next == '\\') {
      escaped = AFTER_BACKSLASH;
    }
    return !dropping;
  }
}
