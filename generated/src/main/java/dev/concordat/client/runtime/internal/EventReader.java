package dev.concordat.client.runtime.internal;

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
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  private final BufferedSource source;
  private final long maxBytes;
  private boolean started;
  private boolean skipLineFeed;

  /**
   * A reader of this source.
   *
   * @param maxBytes the most bytes that a line, or the data of an event, may have
   */
  EventReader(BufferedSource source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /**
   * An event.
   *
   * @param name its name; empty if it has none
   * @param data its lines of data, joined by line feeds
   * @param complete whether the empty line that ends it was there
   */
  record Event(String name, String data, boolean complete) {}

  /**
   * The next event that has data. At the end of the source also one that is not complete, which the
   * standard says to drop: that is for the caller to do.
   *
   * @return null at the end
   * @throws IOException if the source cannot be read, or a line or event is too long
   */
  @Nullable Event next() throws IOException {
    String name = "";
    StringBuilder data = null;
    while (true) {
      String line = line();
      if (line == null || line.isEmpty()) {
        if (data != null) {
          return new Event(name, data.toString(), line != null);
        } else if (line == null) {
          return null;
        }
        name = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      if (value.startsWith(" ")) {
        value = value.substring(1);
      }
      if (field.equals("event")) {
        name = value;
      } else if (field.equals("data")) {
        data = data == null ? new StringBuilder() : data.append('\n');
        data.append(value);
        if (data.length() > maxBytes) {
          throw new IOException("an event of more than " + maxBytes + " bytes");
        }
      }
      // A comment (an empty field name), id, retry and unknown fields say nothing to this client.
    }
  }

  // The next line without its end; at the end of the source what is left, then null.
  private @Nullable String line() throws IOException {
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
        String line = source.readUtf8(end);
        skipLineFeed = source.readByte() == '\r';
        return line;
      }
      scanned = source.getBuffer().size();
      if (scanned > maxBytes) {
        throw new IOException("a line of more than " + maxBytes + " bytes");
      }
      if (!source.request(scanned + 1)) {
        return scanned == 0 ? null : source.readUtf8();
      }
    }
  }
}
