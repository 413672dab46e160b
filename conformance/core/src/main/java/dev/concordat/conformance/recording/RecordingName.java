package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the name of a file says of the recording in it. */
record RecordingName(RecordingFormat format, Packing packing) {
  private static final String GZIP = ".gz";
  private static final Map<String, RecordingName> BY_ENDING = byEnding();

  /** How the text of a recording is compressed in its file. */
  enum Packing {
    NONE,
    /** In gzip, a name in .gz. */
    GZIP,
    /** In the zlib format, as mitmproxy writes it: a name in .zhar. */
    ZLIB,
    /** In an archive, with the bodies beside it, as Playwright writes it: a name in .zip. */
    ZIP;

    /** How the first bytes say that a file is compressed. */
    static Packing of(byte[] start) {
      String begun = new String(start, StandardCharsets.ISO_8859_1);
      return begun.startsWith("\u001f\u008b")
          ? GZIP
          : begun.startsWith("PK\u0003\u0004") ? ZIP : NONE;
    }

    /**
     * The text of a recording, as it is read.
     *
     * @param in the file, or the recording in an archive
     */
    InputStream unpack(InputStream in) throws IOException {
      return switch (this) {
        case NONE, ZIP -> in;
        case GZIP -> new WholeGzipStream(in);
        case ZLIB -> new WholeZlibStream(in);
      };
    }
  }

  private static Map<String, RecordingName> byEnding() {
    Map<String, RecordingName> known = new LinkedHashMap<>();
    for (RecordingFormat format : RecordingFormat.ALL) {
      format
          .endings()
          .forEach(
              (ending, packing) -> {
                known.put(ending, new RecordingName(format, packing));
                if (packing == Packing.NONE) {
                  known.put(ending + GZIP, new RecordingName(format, Packing.GZIP));
                }
              });
    }
    return known;
  }

  /** What a name says; null where it is not that of a recording. */
  static @Nullable RecordingName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, RecordingName> known : BY_ENDING.entrySet()) {
      if (lower.endsWith(known.getKey())) {
        return known.getValue();
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

  /** The recording in a file whose name does not say that it is compressed, but its bytes do. */
  RecordingName packedAs(byte[] start) {
    return switch (Packing.of(start)) {
      case GZIP -> new RecordingName(format, Packing.GZIP);
      case ZIP -> new RecordingName(new HarReader.Format(), Packing.ZIP);
      default -> this;
    };
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
