package dev.concordat.conformance.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a recording that are too long to hold. Those of a file are read once more, where
 * they stand; those of a stream are gone.
 */
final class LongStrings {
  /** Those of a stream. */
  static final LongStrings OF_STREAM = new LongStrings(null, Packing.NONE);

  private static final int MAX_TO_HOLD = 4 << 20;

  private final AtomicReference<@Nullable Left> left = new AtomicReference<>();
  private volatile boolean isClosed;
  private final @Nullable Path file;
  private final Packing packing;

  private LongStrings(@Nullable Path file, Packing packing) {
    this.file = file;
    this.packing = packing;
  }

  static LongStrings of(Path file, Packing packing) {
    return Files.isRegularFile(file) ? new LongStrings(file, packing) : OF_STREAM;
  }

  /**
   * From how many bytes on a string is too long to hold. A compressed file has to be read from its
   * beginning to come to a place in it.
   */
  int limit() {
    return file == null || packing != Packing.NONE ? RecordingReader.MAX_STRING : MAX_TO_HOLD;
  }

  /** Whether they can be read once more. */
  boolean areKept() {
    return file != null;
  }

  /**
   * Reads a string once more. What has to be decompressed up to there is decompressed once for all
   * strings that are read in their order.
   *
   * @param place the offset of its first byte in the recording, decompressed
   * @return its text in UTF-8
   */
  InputStream open(long place) throws IOException {
    if (file == null) {
      throw new IOException("the recording cannot be read once more");
    }
    Left from = left.getAndSet(null);
    if (from != null && from.position > place) {
      from.plain.close();
      from = null;
    }
    if (from == null) {
      from = new Left(plain(file), 0);
    }
    try {
      from.plain.skipNBytes(place - from.position);
      return packing == Packing.NONE
          ? new JsonStringStream(from.plain)
          : new Resumed(new JsonStringStream(from.plain), from.plain, place);
    } catch (IOException e) {
      from.plain.close();
      throw e;
    }
  }

  private PushbackInputStream plain(Path packed) throws IOException {
    InputStream in = Files.newInputStream(packed);
    try {
      return new PushbackInputStream(packing.unpack(in), JsonStringStream.BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Lets go of the file; strings can still be read. */
  void close() throws IOException {
    isClosed = true;
    leave(null);
  }

  private void leave(@Nullable Left next) throws IOException {
    Left before = left.getAndSet(next);
    if (before != null) {
      before.plain.close();
    }
    if (isClosed && next != null && left.compareAndSet(next, null)) {
      next.plain.close();
    }
  }

  /**
   * The recording, decompressed up to some place.
   *
   * @param position where it goes on, in bytes
   */
  private record Left(PushbackInputStream plain, long position) {}

  /** A string's text, whose end is where the next one is looked for. */
  private final class Resumed extends FilterInputStream {
    private final JsonStringStream string;
    private final PushbackInputStream plain;
    private final long place;
    private boolean isOver;

    Resumed(JsonStringStream string, PushbackInputStream plain, long place) {
      super(string);
      this.string = string;
      this.plain = plain;
      this.place = place;
    }

    @Override
    public void close() throws IOException {
      if (isOver) {
        return;
      }
      isOver = true;
      long position = place + string.taken();
      string.giveBack(plain);
      leave(new Left(plain, position));
    }
  }
}
