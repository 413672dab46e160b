package dev.concordat.conformance.recording;

import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one recording are read from beside their own texts: what stands in its
 * folder, and its strings that are too long to hold. Those of a file are read once more, where they
 * stand; those of a stream are gone. Threads may share one.
 */
final class RecordingSource implements Closeable {
  private static final int MAX_TO_HOLD = 4 << 20;

  private final AtomicReference<@Nullable Left> left = new AtomicReference<>();
  private volatile boolean isClosed;
  private volatile @Nullable Exporter exporter;
  private final @Nullable Path folder;
  private final @Nullable Path file;
  private final Packing packing;

  private RecordingSource(@Nullable Path folder, @Nullable Path file, Packing packing) {
    this.folder = folder;
    this.file = file;
    this.packing = packing;
  }

  /** A recording that is a stream: it has nothing beside it. */
  static RecordingSource ofStream() {
    return new RecordingSource(null, null, Packing.NONE);
  }

  static RecordingSource of(Path file, Packing packing) {
    Path folder = file.toAbsolutePath().getParent();
    return new RecordingSource(folder, Files.isRegularFile(file) ? file : null, packing);
  }

  /** Where it stands, and files that bodies are kept in; null where that is nowhere. */
  @Nullable Path folder() {
    return folder;
  }

  /** What wrote it; null where it does not say. */
  @Nullable Exporter exporter() {
    return exporter;
  }

  /** Takes the name of what wrote it, before the first entry is read. */
  void writtenBy(String creator) {
    exporter = Exporter.named(creator);
  }

  /**
   * From how many bytes on a string is too long to hold. A compressed file has to be read from its
   * beginning to come to a place in it.
   */
  int limit() {
    return file == null || packing != Packing.NONE ? RecordingReader.MAX_STRING : MAX_TO_HOLD;
  }

  /** Whether long strings can be read once more. */
  boolean isKept() {
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
  @Override
  public void close() throws IOException {
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
