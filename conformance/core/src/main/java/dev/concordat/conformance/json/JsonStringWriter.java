package dev.concordat.conformance.json;

import static dev.concordat.conformance.json.JsonBytes.WORDS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Writes texts as JSON strings (RFC 8259, 7), from UTF-8 to UTF-8, and what is short besides. */
public final class JsonStringWriter {
  private static final String SIMPLE = "\"\\\b\f\n\r\t";
  private static final String LETTERS = "\"\\bfnrt";
  private static final String DIGITS = "0123456789ABCDEF";

  // What stands for each character of ASCII.
  private static final byte[][] WRITTEN = new byte[128][];

  // What a step writes at the most.
  private static final int STEP = 16;

  static {
    for (char letter = 0; letter < WRITTEN.length; letter++) {
      WRITTEN[letter] = written(letter).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private JsonStringWriter() {}

  private static String written(char letter) {
    int simple = SIMPLE.indexOf(letter);
    if (simple >= 0) {
      return "\\" + LETTERS.charAt(simple);
    }
    return letter < ' '
        ? "\\u00" + DIGITS.charAt(letter >> 4) + DIGITS.charAt(letter & 0xF)
        : String.valueOf(letter);
  }

  /** A text as a JSON string; half of a pair of surrogates stays what it is. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + STEP).append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < WRITTEN.length) {
        json.append(written(letter));
      } else {
        json.append(letter);
      }
    }
    return json.append('"').toString();
  }

  /**
   * A value as JSON, as its {@code toString} has it; but that makes a mapper, which takes longer
   * than a short run.
   */
  public static String json(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> quoted(value.stringValue());
      case BOOLEAN, NUMBER -> value.asString();
      case NULL -> "null";
      case OBJECT -> value.isEmpty() ? "{}" : value.toString();
      case ARRAY -> value.isEmpty() ? "[]" : value.toString();
      default -> value.toString();
    };
  }

  /**
   * What stands for a text in a JSON string, without the quotation marks; refused where it is no
   * UTF-8.
   */
  public static byte[] escaped(byte[] text) {
    byte[] json = new byte[text.length + text.length / 8 + STEP];
    int size = 0;
    int at = 0;
    while (at < text.length) {
      if (json.length - size < STEP) {
        json = Arrays.copyOf(json, size + 2 * (text.length - at) + STEP);
      }
      if (at + Long.BYTES <= text.length) {
        long word = (long) WORDS.get(text, at);
        WORDS.set(json, size, word);
        int plain = JsonBytes.plain(word);
        at += plain;
        size += plain;
        if (plain == Long.BYTES) {
          continue;
        }
      }
      byte next = text[at];
      if (next < 0) {
        int stop = JsonBytes.character(text, at, text.length);
        while (at < stop) {
          json[size++] = text[at++];
        }
      } else {
        byte[] written = WRITTEN[next];
        System.arraycopy(written, 0, json, size, written.length);
        size += written.length;
        at++;
      }
    }
    return Arrays.copyOf(json, size);
  }
}
