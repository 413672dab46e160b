package dev.concordat.conformance.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an event stream after the WHATWG clauses, byte by byte as they come. It holds one event,
 * and of that no more than its limit.
 */
public final class EventStreamDecoder {
  /** The most bytes that the data of an event, or a line, may have by default. */
  public static final int DEFAULT_LIMIT = 8 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final int MAX_CHARACTER = 4;

  private static final List<String> FIELDS = List.of("data", "event", "id", "retry");

  private final Sink sink;
  private final int limit;
  private final StreamLines lines;
  private final LooseLines loose;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private boolean hasData;
  private boolean hasFields;
  private boolean tooLong;
  private boolean firstLine = true;
  private int index;
  private long eventStart;
  private boolean begun;
  private boolean ending;
  // The only line of data so far, which is not decoded yet.
  private byte @Nullable [] held;
  private int heldFrom;
  private int heldTo;
  private long heldStart;

  /** What is told of a stream. */
  public interface Sink {
    /**
     * The data of an event without a type, which is one line and was not looked at, so that it may
     * be no UTF-8.
     *
     * @param index which event it is, from 0
     * @param bytes holds the data, until this returns
     * @param from the index of its first byte
     * @param to the index behind its last byte
     * @return whether the event was taken; else it is told by the other methods
     */
    default boolean data(int index, byte[] bytes, int from, int to) {
      return false;
    }

    /** An event, complete. */
    void event(Event event);

    /** An event that is longer than the limit and was not kept; {@code length} is in bytes. */
    void tooLong(int index, long offset, long length);

    /** A line that is no UTF-8; what is no character of it is replaced by U+FFFD. */
    void notUtf8(int index, long offset);

    /**
     * Lines that are no field of the standard, so that no client sees them: those that stand
     * together, up to an empty line or a field, or as many of them as are held.
     *
     * @param text the lines, with LF between them
     */
    default void outside(long offset, long length, String text) {}

    /** The stream ended inside an event, which is lost; what there was of its data is told. */
    void cut(int index, long offset, long length, String data);
  }

  /**
   * A decoder.
   *
   * @param limit the most bytes that the data of an event, or a line, may have
   */
  public EventStreamDecoder(Sink sink, int limit) {
    this.sink = sink;
    this.limit = limit;
    this.lines = new StreamLines(new Lines(), limit);
    this.loose = new LooseLines(sink);
  }

  /** Reads a stream to its end. */
  public static void decode(InputStream in, Sink sink) throws IOException {
    EventStreamDecoder decoder = new EventStreamDecoder(sink, DEFAULT_LIMIT);
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      decoder.feed(buffer, 0, count);
    }
    decoder.end();
  }

  /** Takes the next bytes of the stream. */
  public void feed(byte[] bytes, int start, int count) {
    lines.feed(bytes, start, count);
    // The bytes are the caller's.
    if (held == bytes) {
      held = Arrays.copyOfRange(bytes, heldFrom, heldTo);
      heldFrom = 0;
      heldTo = held.length;
    }
  }

  /** Tells that the stream is at its end. */
  public void end() {
    boolean inLine = lines.isInLine();
    boolean inField = inLine && isBeginOfField(lines.begun());
    settle();
    ending = true;
    if (inLine) {
      lines.end();
      settle();
    }
    long end = lines.offset();
    loose.end(end);
    loose.tell();
    if (inField || hasFields) {
      sink.cut(index, eventStart, end - eventStart, data.toString().strip());
    }
  }

  // Whether a line, cut where it is, may have been the first of an event that is now lost.
  private static boolean isBeginOfField(String line) {
    return !line.isEmpty() && ("data".startsWith(line) || "event".startsWith(line));
  }

  // Whether the stream may have ended in the name of a field.
  private boolean isCutField(String text) {
    return ending && FIELDS.stream().anyMatch(field -> field.startsWith(text));
  }

  private final class Lines implements StreamLines.Sink {
    @Override
    public void line(byte[] bytes, int from, int to, long start) {
      loose.end(start);
      boolean isFirst = firstLine;
      firstLine = false;
      if (from == to) {
        loose.tell();
        dispatch(start);
      } else if (isData(bytes, from, to) && !hasData && !tooLong) {
        loose.tell();
        begin(start);
        hold(bytes, from, to, start);
      } else {
        settle();
        int mark = isFirst && startsWithByteOrderMark(bytes, from, to) ? BYTE_ORDER_MARK.length : 0;
        takeLine(decode(bytes, from + mark, to, start + mark), start);
      }
    }

    @Override
    public void longLine(byte first, long start) {
      loose.end(start);
      settle();
      firstLine = false;
      if (first != ':') {
        begin(start);
        hasFields = true;
        tooLong = true;
      }
    }
  }

  private void takeLine(String text, long start) {
    if (text.isEmpty()) {
      loose.tell();
      dispatch(start);
    } else if (text.charAt(0) != ':') {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      if (!FIELDS.contains(name)) {
        if (isCutField(text)) {
          begin(start);
        } else {
          loose.add(text, start);
        }
        return;
      }
      loose.tell();
      begin(start);
      int value =
          colon + 1 < text.length() && text.charAt(colon + 1) == ' ' ? colon + 2 : colon + 1;
      field(name, colon < 0 ? "" : text.substring(value));
    }
  }

  private static boolean isData(byte[] bytes, int from, int to) {
    return to - from > 4
        && bytes[from] == 'd'
        && bytes[from + 1] == 'a'
        && bytes[from + 2] == 't'
        && bytes[from + 3] == 'a'
        && bytes[from + 4] == ':';
  }

  private void hold(byte[] bytes, int from, int to, long start) {
    int value = from + 5;
    held = bytes;
    heldFrom = value < to && bytes[value] == ' ' ? value + 1 : value;
    heldTo = to;
    heldStart = start + (heldFrom - from);
    hasFields = true;
    hasData = true;
  }

  // The line that is held becomes text, as more of its event comes or nobody took it.
  private void settle() {
    byte[] bytes = held;
    if (bytes != null) {
      held = null;
      data.append(decode(bytes, heldFrom, heldTo, heldStart)).append('\n');
    }
  }

  // The fields id and retry steer a reconnection, which nothing here makes.
  private void field(String name, String value) {
    switch (name) {
      case "data" -> {
        hasFields = true;
        if (data.length() + value.length() > limit) {
          tooLong = true;
        } else {
          data.append(value).append('\n');
        }
        hasData = true;
      }
      case "event" -> {
        hasFields = true;
        type = value;
      }
      default -> {}
    }
  }

  private void begin(long start) {
    if (!begun) {
      begun = true;
      eventStart = start;
    }
  }

  private void dispatch(long end) {
    byte[] bytes = held;
    if (tooLong) {
      sink.tooLong(index++, eventStart, end - eventStart);
    } else if (bytes != null && type.isEmpty() && sink.data(index, bytes, heldFrom, heldTo)) {
      index++;
      held = null;
    } else if (hasData) {
      settle();
      data.setLength(data.length() - 1);
      String named = type.isEmpty() ? "message" : type;
      sink.event(new Event(index++, named, data.toString(), eventStart, end - eventStart));
    }
    data.setLength(0);
    type = "";
    hasData = false;
    hasFields = false;
    tooLong = false;
    begun = false;
  }

  private String decode(byte[] bytes, int from, int to, long start) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer encoded = ByteBuffer.wrap(bytes, from, to - from);
    try {
      return decoder.decode(encoded).toString();
    } catch (CharacterCodingException e) {
      // Where the stream ends inside a character, that it ends there is what is wrong.
      if (!ending || encoded.remaining() >= MAX_CHARACTER) {
        sink.notUtf8(index, start + (encoded.position() - from));
      }
      return replacing(decoder, ByteBuffer.wrap(bytes, from, to - from));
    }
  }

  private static String replacing(CharsetDecoder decoder, ByteBuffer encoded) {
    decoder.onMalformedInput(CodingErrorAction.REPLACE);
    decoder.onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer text = CharBuffer.allocate(encoded.remaining());
    decoder.reset().decode(encoded, text, true);
    decoder.flush(text);
    return text.flip().toString();
  }

  private static boolean startsWithByteOrderMark(byte[] bytes, int from, int to) {
    return to - from >= BYTE_ORDER_MARK.length
        && bytes[from] == BYTE_ORDER_MARK[0]
        && bytes[from + 1] == BYTE_ORDER_MARK[1]
        && bytes[from + 2] == BYTE_ORDER_MARK[2];
  }
}
