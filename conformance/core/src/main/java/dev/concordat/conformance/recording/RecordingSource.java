package dev.concordat.conformance.recording;

import org.jspecify.annotations.Nullable;

/**
 * What the entries of one recording are read from.
 *
 * @param longStrings its strings that are too long to hold
 * @param attachments the files beside it that bodies are kept in
 * @param exporter what wrote it
 */
record RecordingSource(LongStrings longStrings, Attachments attachments, Exporter exporter) {
  /** A recording that is a stream: it has nothing beside it. */
  static final RecordingSource OF_STREAM =
      new RecordingSource(LongStrings.OF_STREAM, Attachments.NONE, Exporter.UNKNOWN);

  /** The same recording, which says that this program wrote it; null where it does not say. */
  RecordingSource by(@Nullable String creator) {
    return new RecordingSource(longStrings, attachments, Exporter.named(creator));
  }
}
