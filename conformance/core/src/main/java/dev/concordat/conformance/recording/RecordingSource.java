package dev.concordat.conformance.recording;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one recording are read from.
 *
 * @param longStrings its strings that are too long to hold
 * @param folder where it stands, and files that bodies are kept in; null where that is nowhere
 * @param exporter what wrote it
 */
record RecordingSource(LongStrings longStrings, @Nullable Path folder, Exporter exporter) {
  /** A recording that is a stream: it has nothing beside it. */
  static final RecordingSource OF_STREAM =
      new RecordingSource(LongStrings.OF_STREAM, null, Exporter.UNKNOWN);

  /** The same recording, which says that this program wrote it; null where it does not say. */
  RecordingSource by(@Nullable String creator) {
    return new RecordingSource(longStrings, folder, Exporter.named(creator));
  }
}
