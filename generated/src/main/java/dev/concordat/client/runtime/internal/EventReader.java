package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import java.io.IOException;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream after the rules of the WHATWG (HTML, 9.2.6), and never a byte further than
 * it has to: an event is given as soon as the empty line behind it is there.
 */
final class EventReader {
  private static final ByteString LINE_END = ByteString.encodeUtf8("\r\n");
  private static final ByteString DATA = ByteString.encodeUtf8("data: ");
  private static final long NO_LINE = -1;
  static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  private final BufferedSource source;
  private final long maxBytes;
  private boolean started;
  private boolean skipLineFeed;
  private boolean cutOff;
  // Of the event that is being read.
  private String name = "";
  private @Nullable String data;
  // The same, once it has several lines.
  private @Nullable StringBuilder more;

  /**
   * A reader of this source.
   *
   * @param maxBytes the most bytes that a line, or the data of an event, may have
   */
  EventReader(BufferedSource source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /** What stands in a stream. */
  sealed interface Item {}

  /**
   * An event.
   *
   * @param name its name; empty if it has none
   * @param data its lines of data, joined by line feeds
   * @param complete whether the empty line that ends it was there
   */
  record Event(String name, String data, boolean complete) implements Item {}

  /** A line that is of no event, which the standard says to pass over: that is for the caller. */
  record StrayLine(String text) implements Item {}

  /**
   * The next event that has data, or stray line. At the end of the source also an event that is not
   * complete, which the standard says to drop: that is for the caller to do.
   *
   * @return null at the end
   * @throws IOException if the source cannot be read, or a line or event is too long
   * @throws JsonDecodeException if a line is not UTF-8
   */
  @Nullable Item next() throws IOException {
    while (true) {
      long length = lineLength();
      if (length <= 0) {
        boolean complete = length == 0;
        Event event = data == null ? null : new Event(name, takeData(), complete);
        name = "";
        if (complete) {
          endLine();
        }
        if (event != null || !complete) {
          return event;
        }
      } else if (length >= DATA.size() && source.rangeEquals(0, DATA)) {
        source.skip(DATA.size());
        addData(line(length - DATA.size()));
      } else {
        Item stray = field(line(length));
        if (stray != null) {
          return stray;
        }
      }
    }
  }

  // Takes a line of any kind; gives it back if it is of no event.
  private @Nullable StrayLine field(String line) throws IOException {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "event" -> name = value;
      case "data" -> addData(value);
      case "", "id", "retry" -> {
        // A comment, or what says nothing to this client.
      }
      default -> {
        return new StrayLine(line);
      }
    }
    return null;
  }

  private void addData(String value) throws IOException {
    if (data == null) {
      data = value;
      return;
    }
    more = more == null ? new StringBuilder(data) : more;
    more.append('\n').append(value);
    if (more.length() > maxBytes) {
      throw new IOException("an event of more than " + maxBytes + " bytes");
    }
  }

  private String takeData() {
    String all = more == null ? String.valueOf(data) : more.toString();
    data = null;
    more = null;
    return all;
  }

  // How long the next line is, all of which is there then; at the end of the source how much is
  // left of one, then NO_LINE.
  private long lineLength() throws IOException {
    if (!started) {
      started = true;
      if (source.rangeEquals(0, BYTE_ORDER_MARK)) {
        source.skip(BYTE_ORDER_MARK.size());
      }
    }
    if (skipLineFeed) {
      // Looked at only now: at the end of the line before, this byte may not have been sent yet.
      skipLineFeed = false;
      if (source.request(1) && source.getBuffer().getByte(0) == '\n') {
        source.skip(1);
      }
    }
    long scanned = 0;
    while (true) {
      long end = source.getBuffer().indexOfElement(LINE_END, scanned);
      if (end >= 0) {
        return end;
      }
      scanned = source.getBuffer().size();
      if (scanned > maxBytes) {
        throw new IOException("a line of more than " + maxBytes + " bytes");
      }
      if (!source.request(scanned + 1)) {
        cutOff = true;
        return scanned == 0 ? NO_LINE : scanned;
      }
    }
  }

  // The rest of a line that is there, with its end.
  private String line(long length) throws IOException {
    ByteString bytes = source.readByteString(length);
    if (cutOff) {
      return bytes.utf8(); // It may end in the middle of a character.
    }
    endLine();
    return Utf8.text(bytes);
  }

  private void endLine() throws IOException {
    skipLineFeed = source.readByte() == '\r';
  }
}
