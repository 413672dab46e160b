package dev.concordat.conformance.recording;

import dev.concordat.conformance.json.JsonEscapes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

/** The text of a JSON string in UTF-8, its escapes undone as it is read, up to its end. */
final class JsonStringStream extends InputStream {
  /** The most bytes that are read ahead. */
  static final int BUFFER = 1 << 16;

  private static final int NONE = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;
  private long taken;
  private boolean ended;
  private byte[] undone = new byte[0];
  private int undoneAt;
  // A unit of UTF-16 that was read after half a pair, and is not its other half.
  private int ahead = NONE;

  /**
   * A stream.
   *
   * @param in what begins with the first byte behind the quotation mark
   */
  JsonStringStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    int count = 0;
    while (count < size) {
      if (undoneAt < undone.length) {
        target[offset + count++] = undone[undoneAt++];
      } else if (ahead != NONE) {
        int unit = ahead;
        ahead = NONE;
        undo(unit);
      } else if (ended) {
        break;
      } else {
        count += copy(target, offset + count, size - count);
      }
    }
    return count == 0 && size > 0 ? -1 : count;
  }

  /** How many bytes of the JSON text were read, its end included. */
  long taken() {
    return taken - (end - position);
  }

  /** Gives back what was read ahead, to the stream that it came from. */
  void giveBack(PushbackInputStream stream) throws IOException {
    stream.unread(buffer, position, end - position);
    position = end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  // Copies up to the next escape or the end, and goes behind it.
  private int copy(byte[] target, int offset, int size) throws IOException {
    fill();
    int stop = Math.min(end, position + size);
    int at = position;
    while (at < stop && buffer[at] != '"' && buffer[at] != '\\') {
      at++;
    }
    int count = at - position;
    System.arraycopy(buffer, position, target, offset, count);
    position = at;
    if (at < stop) {
      position++;
      if (buffer[at] == '"') {
        ended = true;
      } else {
        undo(unit(next()));
      }
    }
    return count;
  }

  private void fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(in.read(buffer), 0);
      taken += end;
      if (end == 0) {
        throw new EOFException("the string has no end");
      }
    }
  }

  private int next() throws IOException {
    fill();
    return buffer[position++] & 0xFF;
  }

  private int unit(int kind) throws IOException {
    int unit = kind == 'u' ? hexadecimal() : JsonEscapes.simple(kind);
    if (unit < 0) {
      throw new IOException("the string has an escape that JSON has not");
    }
    return unit;
  }

  private int hexadecimal() throws IOException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new IOException("the string has an escape that JSON has not");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  // Half a pair becomes a question mark, as wherever text is encoded.
  private void undo(int unit) throws IOException {
    StringBuilder text = new StringBuilder().append((char) unit);
    if (Character.isHighSurrogate((char) unit)) {
      if (next() != '\\') {
        position--;
      } else {
        int following = unit(next());
        if (Character.isLowSurrogate((char) following)) {
          text.append((char) following);
        } else {
          ahead = following;
        }
      }
    }
    undone = text.toString().getBytes(StandardCharsets.UTF_8);
    undoneAt = 0;
  }
}
