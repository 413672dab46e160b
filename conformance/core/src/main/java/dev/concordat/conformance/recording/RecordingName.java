package dev.concordat.conformance.recording;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file says of the recording in it.
 *
 * @param isHar whether it is a HAR; else it has an entry on each line
 */
record RecordingName(boolean isHar, Packing packing) {
  /** How the names of recordings end, as messages say it. */
  static final String ENDINGS = ".har, .jsonl or .ndjson, or that and .gz, or in .zhar or .har.zip";

  /** What a name says; null where it is not that of a recording. */
  static @Nullable RecordingName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zhar")) {
      return new RecordingName(true, Packing.ZLIB);
    }
    if (lower.endsWith(".har.zip")) {
      return new RecordingName(true, Packing.ZIP);
    }
    boolean isCompressed = lower.endsWith(".gz");
    String plain = isCompressed ? lower.substring(0, lower.length() - 3) : lower;
    boolean isHar = plain.endsWith(".har");
    return isHar || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")
        ? new RecordingName(isHar, isCompressed ? Packing.GZIP : Packing.NONE)
        : null;
  }

  /** What the name of a file says that was asked for: any archive may have a recording in it. */
  static @Nullable RecordingName ofRequested(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".zip")
        ? new RecordingName(true, Packing.ZIP)
        : of(name);
  }
}
