package dev.concordat.conformance.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonBytesTests {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int TEXTS = 20_000;

  private static int beginnings(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonBytes.beginnings(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "                      | 0",
        "1                     | 0",
        "[1,2]                 | 2",
        "{\"a\":[{}],\"b\":1} | 4",
        "\\u005b               | 1",
        // Behind an escaped backslash it is none, but may be one in a string of that string.
        "\\\\u005b             | 1",
        "\\n\\t\\\"\\/u\\bu   | 0",
        "umlaut ü Ü            | 0",
        // One bit from what counts, or more.
        "-<.\\]}[{;Z/         | 2",
      })
  void beginningsAreCountedWhereverTheyStand(String text, int expected) {
    String written = text == null ? "" : text;
    for (int before = 0; before < 20; before++) {
      for (int behind = 0; behind < 10; behind++) {
        String padded = "x".repeat(before) + written + "x".repeat(behind);

        assertThat(beginnings(padded)).as(padded).isEqualTo(expected);
      }
    }
  }

  @Test
  void onlyWhatIsAskedForIsCounted() {
    byte[] text = ",,,,,,,,,,,,,,,,,,,,".getBytes(StandardCharsets.UTF_8);

    for (int from = 0; from <= text.length; from++) {
      for (int end = from; end <= text.length; end++) {
        assertThat(JsonBytes.beginnings(text, from, end)).isEqualTo(end - from);
      }
    }
  }

  @Test
  void noTextHasMoreValuesInHoweverManyStrings() {
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      String value = value(random, 4);
      int values = values(MAPPER.readTree(value));
      String text = value;
      for (int depth = 0; depth < 3; depth++) {
        assertThat(beginnings(text)).as(text).isGreaterThanOrEqualTo(values - 1);
        text = string(text, random);
      }
    }
  }

  private static int values(JsonNode json) {
    int count = 1;
    for (JsonNode child : json) {
      count += values(child);
    }
    return count;
  }

  private static String value(Random random, int depth) {
    int count = random.nextInt(4);
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> text.append(random.nextInt());
      case 1 -> text.append("\"u\\u002c,[\"");
      case 2 -> {
        for (int i = 0; i < count; i++) {
          text.append(i == 0 ? "" : ",").append(value(random, depth - 1));
        }
        text.insert(0, '[').append(']');
      }
      default -> {
        for (int i = 0; i < count; i++) {
          text.append(i == 0 ? "\"" : " , \"").append(i).append("\":");
          text.append(value(random, depth - 1));
        }
        text.insert(0, '{').append('}');
      }
    }
    return text.toString();
  }

  // Any character may be written by its number.
  private static String string(String text, Random random) {
    StringBuilder string = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (random.nextInt(3) == 0) {
        string.append("\\u%04x".formatted((int) next));
      } else if (next == '"' || next == '\\') {
        string.append('\\').append(next);
      } else {
        string.append(next);
      }
    }
    String written = string.append('"').toString();
    assertThat(MAPPER.readTree(written).stringValue()).isEqualTo(text);
    return written;
  }

  @ParameterizedTest
  @CsvSource({
    "61 2f, -1",
    "c3 a9 e4 be 8b f0 9f 98 80, -1",
    "61 c0 af, 1",
    "61 61 e0 80 af, 2",
    "f0 80 80 af, 0",
    "ed a0 80, 0",
    "f4 90 80 80, 0",
    "61 80, 1",
    "61 e4 be, 1",
    "ff, 0",
  })
  void whatIsNoUtf8IsFound(String hex, int expected) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);

    assertThat(JsonBytes.malformed(bytes)).isEqualTo(expected);
  }
}
