package dev.concordat.conformance.server.emulator.reply;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON on one line, in which nothing can be taken for HTML, even by a reader that does not
 * look at the media type.
 */
public final class SafeJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().characterEscapes(new HtmlEscapes()).build()).build();

  private SafeJson() {}

  public static String write(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  private static final class HtmlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    HtmlEscapes() {
      for (char each : new char[] {'<', '>', '&'}) {
        escapes[each] = CharacterEscapes.ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return new SerializedString("\\u%04x".formatted(character));
    }
  }
}
