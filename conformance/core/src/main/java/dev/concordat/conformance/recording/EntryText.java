package dev.concordat.conformance.recording;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The text of an entry, read by a parser that explains what is wrong with it. */
final class EntryText implements EntryTokens, AutoCloseable {
  private static final int MAX_DEPTH = 1_000_000;

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

  private EntryText(JsonParser parser) {
    this.parser = parser;
  }

  /** A text that is held. */
  static EntryText of(byte[] block, int start, int end) {
    return new EntryText(
        FACTORY.createParser(ObjectReadContext.empty(), block, start, end - start));
  }

  /** A text that is read as it passes; closing it closes the stream. */
  static EntryText of(InputStream in) {
    return new EntryText(FACTORY.createParser(ObjectReadContext.empty(), in));
  }

  JsonParser parser() {
    return parser;
  }

  @Override
  public Kind kind() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Kind.OBJECT;
      case START_ARRAY -> Kind.LIST;
      case VALUE_STRING -> Kind.TEXT;
      case VALUE_NUMBER_INT -> Kind.WHOLE;
      case VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_NULL -> Kind.NULL;
      default -> Kind.BOOLEAN;
    };
  }

  @Override
  public @Nullable String member() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  @Override
  public boolean item() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public String text() {
    return parser.getString();
  }

  @Override
  public String word() {
    return parser.getString();
  }

  @Override
  public byte[] utf8() {
    return parser.getString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String digits() {
    return parser.getString();
  }

  @Override
  public double number() {
    return parser.getDoubleValue();
  }

  @Override
  public void skip() {
    parser.skipChildren();
  }

  @Override
  public void close() {
    parser.close();
  }
}
