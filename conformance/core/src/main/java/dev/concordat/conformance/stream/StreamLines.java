package dev.concordat.conformance.stream;

import dev.concordat.conformance.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts an event stream into its lines, which end in LF, CR or both, as its bytes come. Of a line
 * that has not ended it holds no more than the limit.
 */
final class StreamLines {
  private static final int LONGEST_NAME = 5;

  private final Sink sink;
  private final int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean tooLong;
  private boolean afterCarriageReturn;
  private long offset;
  private long start;

  /** What is told of lines. */
  interface Sink {
    /**
     * A line without its end.
     *
     * @param bytes holds it, until this returns
     * @param from the index of its first byte
     * @param to the index behind its last byte
     * @param start where it begins in the stream, in bytes
     */
    void line(byte[] bytes, int from, int to, long start);

    /** A line that is longer than the limit. */
    void longLine(byte first, long start);
  }

  /**
   * The lines of a stream.
   *
   * @param limit the most bytes that a line may have
   */
  StreamLines(Sink sink, int limit) {
    this.sink = sink;
    this.limit = limit;
  }

  /** How many bytes of the stream came. */
  long offset() {
    return offset;
  }

  /** Whether a line has begun and not ended. */
  boolean isInLine() {
    return line.size() > 0;
  }

  /** The text of the line that has not ended, empty where it is longer than the name of a field. */
  String begun() {
    return line.size() > LONGEST_NAME ? "" : line.toString(StandardCharsets.UTF_8);
  }

  /** Takes the next bytes of the stream. */
  void feed(byte[] bytes, int first, int count) {
    int end = first + count;
    int at = first;
    if (at < end && afterCarriageReturn) {
      afterCarriageReturn = false;
      if (bytes[at] == '\n') {
        at++;
        start++;
      }
    }
    while (at < end) {
      int stop = JsonBytes.find(bytes, at, end, '\n', '\r');
      if (stop == end) {
        append(bytes, at, end - at);
        break;
      }
      int next = stop + 1;
      if (bytes[stop] == '\r') {
        if (next == end) {
          afterCarriageReturn = true;
        } else if (bytes[next] == '\n') {
          next++;
        }
      }
      if (line.size() == 0 && !tooLong && stop - at <= limit) {
        endLine(bytes, at, stop, offset + (next - first));
      } else {
        append(bytes, at, stop - at);
        endLine(offset + (next - first));
      }
      at = next;
    }
    offset += count;
  }

  /** Takes that the stream is at its end, and with it the line that has begun. */
  void end() {
    if (isInLine()) {
      endLine(offset);
    }
  }

  // Of a line that is too long the first byte is kept, which tells a comment.
  private void append(byte[] bytes, int from, int count) {
    if (tooLong || count == 0) {
      return;
    }
    if (line.size() + count > limit) {
      tooLong = true;
      byte first = line.size() > 0 ? line.toByteArray()[0] : bytes[from];
      line.reset();
      line.write(first);
    } else {
      line.write(bytes, from, count);
    }
  }

  private void endLine(long next) {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (tooLong) {
      tooLong = false;
      long begun = start;
      start = next;
      sink.longLine(bytes[0], begun);
    } else {
      endLine(bytes, 0, bytes.length, next);
    }
  }

  private void endLine(byte[] bytes, int from, int to, long next) {
    long begun = start;
    start = next;
    sink.line(bytes, from, to, begun);
  }
}
