package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.stream.Event;
import dev.concordat.conformance.stream.EventStreamDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Event streams. What is told of one does not depend on how its bytes come, and counts them. */
public final class StreamsTarget {
  private static final int LIMIT = 4096;
  private static final List<String> STREAMS =
      Seeds.answers("").stream().filter(text -> text.startsWith("data:")).toList();

  private StreamsTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    byte[] bytes;
    int step = data.number(1, 64);
    if (data.yes()) {
      Mutations mutations = new Mutations(data);
      bytes = mutations.stream(data.one(STREAMS)).getBytes(StandardCharsets.UTF_8);
    } else {
      bytes = data.rest();
    }
    List<String> whole = told(bytes, bytes.length);
    List<String> pieces = told(bytes, step);
    if (!whole.equals(pieces)) {
      throw new AssertionError(
          "in pieces of %d bytes:%n%s%nas a whole:%n%s".formatted(step, pieces, whole));
    }
  }

  private static List<String> told(byte[] bytes, int step) {
    Told told = new Told(bytes.length);
    EventStreamDecoder decoder = new EventStreamDecoder(told, LIMIT);
    for (int at = 0; at < bytes.length; at += step) {
      decoder.feed(bytes, at, Math.min(step, bytes.length - at));
    }
    decoder.end();
    return told.all;
  }

  private static final class Told implements EventStreamDecoder.Sink {
    private final List<String> all = new ArrayList<>();
    private final long size;
    private long end;

    Told(long size) {
      this.size = size;
    }

    private void took(String what, long offset, long length) {
      if (offset < end || length < 0 || offset + length > size) {
        throw new AssertionError(
            "%s takes %d bytes at %d of %d, behind %d".formatted(what, length, offset, size, end));
      }
      end = offset + length;
      all.add(what + " " + offset + "+" + length);
    }

    @Override
    public void event(Event event) {
      if (event.data().length() > LIMIT) {
        throw new AssertionError("an event of " + event.data().length() + " characters is kept");
      }
      took(event.toString(), event.offset(), event.length());
    }

    @Override
    public void tooLong(int index, long offset, long length) {
      took("too long " + index, offset, length);
    }

    @Override
    public void notUtf8(int index, long offset) {
      all.add("no UTF-8 " + index + " " + offset);
    }

    @Override
    public void cut(int index, long offset, long length, String data) {
      took("cut " + index + data, offset, length);
    }
  }
}
