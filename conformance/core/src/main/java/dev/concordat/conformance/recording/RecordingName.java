package dev.concordat.conformance.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the name of a file says of the recording in it. */
record RecordingName(RecordingFormat format, Packing packing) {
  private static final String GZIP = ".gz";

  /** What a name says; null where it is not that of a recording. */
  static @Nullable RecordingName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (RecordingFormat format : RecordingFormat.ALL) {
      for (Map.Entry<String, Packing> ending : format.endings().entrySet()) {
        if (lower.endsWith(ending.getKey())) {
          return new RecordingName(format, ending.getValue());
        }
        if (ending.getValue() == Packing.NONE && lower.endsWith(ending.getKey() + GZIP)) {
          return new RecordingName(format, Packing.GZIP);
        }
      }
    }
    return null;
  }

  /** What the name of a file says that was asked for: any archive may have a HAR in it. */
  static @Nullable RecordingName ofRequested(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".zip")
        ? new RecordingName(new HarReader.Format(), Packing.ZIP)
        : of(name);
  }

  /** How the names of recordings end, as messages say it. */
  static String endings() {
    List<String> plain = new ArrayList<>();
    List<String> packed = new ArrayList<>();
    for (RecordingFormat format : RecordingFormat.ALL) {
      format
          .endings()
          .forEach((ending, packing) -> (packing == Packing.NONE ? plain : packed).add(ending));
    }
    return "%s, or that and %s, or in %s".formatted(anyOf(plain), GZIP, anyOf(packed));
  }

  private static String anyOf(List<String> endings) {
    int last = endings.size() - 1;
    return String.join(", ", endings.subList(0, last)) + " or " + endings.get(last);
  }
}
