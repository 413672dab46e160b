package dev.concordat.conformance.recording;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The JSON text of an entry while it is read. */
final class EntryText implements AutoCloseable {
  private static final int MAX_DEPTH = 1_000_000;
  private static final byte[] NOTHING = {};

  // The depth of what is skipped costs no stack but some heap; strings are bounded by their guard.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final byte[] block;
  private final int start;
  private final int end;

  private EntryText(JsonParser parser, byte[] block, int start, int end) {
    this.parser = parser;
    this.block = block;
    this.start = start;
    this.end = end;
  }

  /** A text that is held. */
  static EntryText of(byte[] block, int start, int end) {
    JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), block, start, end - start);
    return new EntryText(parser, block, start, end);
  }

  /** A text that is read as it passes; closing it closes the stream. */
  static EntryText of(InputStream in) {
    return new EntryText(FACTORY.createParser(ObjectReadContext.empty(), in), NOTHING, 0, 0);
  }

  JsonParser parser() {
    return parser;
  }

  /** The text in UTF-8 of the string that the parser stands at. */
  byte[] string() {
    byte[] undone = null;
    if (end > start) {
      long at = start + parser.currentTokenLocation().getByteOffset();
      if (at >= start && at < end && block[(int) at] == '"') {
        undone = JsonStrings.undo(block, (int) at + 1, end);
      }
    }
    // What is out of the ordinary is left to the parser.
    return undone != null ? undone : parser.getString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    parser.close();
  }
}
