package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Reads a file that has one HAR entry on each line. A bad line is reported and passed over. */
final class JsonLinesReader extends RecordingReader {
  private final String name;
  private final Lines lines;
  private final RecordingSource source;
  private int index;

  JsonLinesReader(String name, InputStream in, RecordingSource source) {
    this.name = name;
    this.source = source;
    this.lines = new Lines(in);
  }

  @Override
  public @Nullable Entry next() throws RecordingException {
    try {
      while (lines.nextLine()) {
        if (!lines.isBlank()) {
          return entry(index++, "line %d".formatted(lines.number));
        }
      }
      return null;
    } catch (IOException e) {
      throw new RecordingException(
          "%s:%d: cannot be read any further: %s".formatted(name, lines.number, e.getMessage()), e);
    }
  }

  private Entry entry(int here, String place) throws IOException {
    LongStringGuard guard =
        new LongStringGuard(lines, lines.offset(), source.longStrings().limit());
    try (JsonParser parser = EntryReader.parser(guard)) {
      if (parser.nextToken() == null) {
        return new Unread(here, place + ": there is no JSON value, only a byte order mark");
      }
      Entry entry = EntryReader.entry(parser, source, here, place);
      if (entry instanceof Read && parser.nextToken() != null) {
        return new Unread(here, place + ": there is more behind the entry; one entry a line");
      }
      return entry;
    } catch (JacksonException e) {
      lines.rethrow();
      return new Unread(
          here, "%s, column %d: %s".formatted(place, column(e), EntryReader.explain(e)));
    }
  }

  // A limit that is exceeded has no place.
  private static int column(JacksonException failure) {
    return failure.getLocation() == null ? 1 : failure.getLocation().getColumnNr();
  }

  @Override
  public void close() throws IOException {
    lines.in.close();
  }

  /** A stream that ends at each line's end and is taken to the next line. */
  private static final class Lines extends InputStream {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private long before;
    private int position;
    private int end;
    private boolean atLineEnd = true;
    private @Nullable IOException failure;
    private int number;

    Lines(InputStream in) {
      this.in = in;
    }

    /** How many bytes were read. */
    long offset() {
      return before + position;
    }

    /** Goes to the next line; false where there is none. */
    boolean nextLine() throws IOException {
      while (!atLineEnd) {
        skipToLineEnd();
      }
      if (position == end && !fill()) {
        return false;
      }
      if (number == 0) {
        skipByteOrderMark();
      }
      number++;
      atLineEnd = false;
      return true;
    }

    boolean isBlank() throws IOException {
      while (position < end || fill()) {
        byte next = buffer[position];
        if (next == '\n') {
          return true;
        }
        if (next != ' ' && next != '\t' && next != '\r') {
          return false;
        }
        position++;
      }
      atLineEnd = true;
      return true;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
      if (atLineEnd || (position == end && !fill())) {
        atLineEnd = true;
        return -1;
      }
      int stop = lineEnd(Math.min(end, position + size));
      int count = stop - position;
      System.arraycopy(buffer, position, target, offset, count);
      position = stop;
      if (position < end && buffer[position] == '\n') {
        position++;
        atLineEnd = true;
      }
      return count == 0 ? -1 : count;
    }

    /** A failure of the file is no fault of the line: throws it again, if there was one. */
    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    private int lineEnd(int limit) {
      int at = position;
      while (at < limit && buffer[at] != '\n') {
        at++;
      }
      return at;
    }

    private void skipToLineEnd() throws IOException {
      if (position == end && !fill()) {
        atLineEnd = true;
        return;
      }
      position = lineEnd(end);
      if (position < end) {
        position++;
        atLineEnd = true;
      }
    }

    private void skipByteOrderMark() {
      int at = 0;
      while (at < BYTE_ORDER_MARK.length && at < end && buffer[at] == BYTE_ORDER_MARK[at]) {
        at++;
      }
      if (at == BYTE_ORDER_MARK.length) {
        position = at;
      }
    }

    private boolean fill() throws IOException {
      try {
        before += end;
        position = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
      } catch (IOException e) {
        failure = e;
        end = 0;
        throw e;
      }
    }
  }
}
