package dev.concordat.conformance.recording;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What a reader made of a recording: its entries, and why it stopped where it did not come to the
 * end.
 */
record Recorded(List<RecordingReader.Entry> entries, String failure) {
  static final String ENTRY =
      "{\"request\": {\"method\": \"GET\", \"url\": \"/models\", \"headers\": []}}";

  static Recorded of(String name, String content) {
    return of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  static Recorded of(String name, byte[] content) {
    return of(name, new ByteArrayInputStream(content));
  }

  static Recorded of(String name, InputStream content) {
    return of(() -> RecordingReader.open(name, content));
  }

  static Recorded of(Path file) {
    return of(() -> RecordingReader.open(file));
  }

  private interface Opening {
    RecordingReader open() throws RecordingException;
  }

  private static Recorded of(Opening opening) {
    List<RecordingReader.Entry> entries = new ArrayList<>();
    try (RecordingReader reader = opening.open()) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
      return new Recorded(entries, "");
    } catch (RecordingException e) {
      return new Recorded(entries, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries in short: their index, and what is wrong with those that are none. */
  List<String> lines() {
    return entries.stream()
        .map(
            entry ->
                entry instanceof RecordingReader.Unread unread
                    ? entry.index() + " " + unread.message()
                    : entry.index() + " read")
        .toList();
  }

  RecordingReader.Read read(int index) {
    return (RecordingReader.Read) entries.get(index);
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A text in which one part stands very often, made as it is read. */
  static InputStream repeat(String before, String unit, int times, String after) {
    return new Repetition(bytes(before), bytes(unit), times, bytes(after));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Repetition extends InputStream {
    private final byte[] unit;
    private final byte[] after;
    private byte[] current;
    private int position;
    private int left;

    Repetition(byte[] before, byte[] unit, int times, byte[] after) {
      this.current = before;
      this.unit = unit;
      this.left = times;
      this.after = after;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int size) {
      while (position == current.length) {
        if (left < 0) {
          return -1;
        }
        current = left-- > 0 ? unit : after;
        position = 0;
      }
      int count = Math.min(size, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }
  }
}
