package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a recording that are too long to hold. Those of a file are read once more, where
 * they stand; those of a stream are gone.
 */
final class LongStrings {
  /** Those of a stream. */
  static final LongStrings OF_STREAM = new LongStrings(null, Packing.NONE);

  private static final int MAX_TO_HOLD = 4 << 20;

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
   * Reads a string once more.
   *
   * @param place the offset of its first byte in the recording, decompressed
   * @return its text in UTF-8
   */
  InputStream open(long place) throws IOException {
    if (file == null) {
      throw new IOException("the recording cannot be read once more");
    }
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = packing.unpack(in);
      plain.skipNBytes(place);
      return new JsonStringStream(plain);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
