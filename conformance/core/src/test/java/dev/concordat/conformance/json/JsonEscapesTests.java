package dev.concordat.conformance.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class JsonEscapesTests {
  private static final int TIMES = 200_000;
  private static final List<String> PIECES =
      List.of(
          "a",
          "\\n",
          "\\\\",
          "\\\"",
          "\\/",
          "\\u00e9",
          "\\u4F60",
          "\\ud83d\\ude00",
          "é",
          "你",
          "😀",
          "\\ud83d",
          "\\ude00",
          "\\x",
          "\\u12",
          "\n",
          "\u0000",
          "\\b\\f\\r\\t");

  private static byte @Nullable [] undone(byte[] string) {
    try {
      return JsonEscapes.undo(string, 1, string.length).text();
    } catch (Refused e) {
      return null;
    }
  }

  // What the parser makes of it; null where it is no JSON.
  private static @Nullable String parsed(byte[] string) {
    try {
      return JsonMapper.shared().readTree(string).asString();
    } catch (JacksonException e) {
      return null;
    }
  }

  @Test
  void stringIsWhatAParserMakesOfIt() {
    Random random = new Random(1);
    int agreed = 0;
    for (int i = 0; i < TIMES; i++) {
      StringBuilder text = new StringBuilder("\"");
      for (int n = random.nextInt(5); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] string = text.append('"').toString().getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        string[random.nextInt(string.length)] ^= (byte) (1 << random.nextInt(8));
      }

      byte[] undone = string[0] == '"' ? undone(string) : null;
      String parsed = parsed(string);

      // Where it leaves the string to the parser, nothing is said; what it says is the same.
      if (undone != null && parsed != null) {
        assertThat(new String(undone, StandardCharsets.UTF_8)).isEqualTo(parsed);
        assertThat(undone).isEqualTo(parsed.getBytes(StandardCharsets.UTF_8));
        agreed++;
      }
    }
    assertThat(agreed).isGreaterThan(TIMES / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\\\"", "\\n\\t\\/\\\\", "\\u0041", "\\uD83D\\uDE00", "é你😀", "\\u00e9x"})
  void whatIsUsualIsUndoneHere(String string) {
    byte[] json = ('"' + string + '"').getBytes(StandardCharsets.UTF_8);

    assertThat(undone(json))
        .isEqualTo(String.valueOf(parsed(json)).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\x", "\\u00g0", "\\u00", "a\nb"})
  void whatIsNotIsLeftToTheParser(String string) {
    assertThat(undone(('"' + string + '"').getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0 80",
        "C1 BF",
        "E0 9F BF",
        "ED A0 80",
        "F0 8F BF BF",
        "F4 90 80 80",
        "F5 80 80 80",
        "80",
        "C3 22",
        "E4 BD 22",
        "FF"
      })
  void bytesThatAreNoUtf8AreLeftToTheParser(String hexadecimal) {
    String[] digits = hexadecimal.split(" ", -1);
    byte[] string = new byte[digits.length + 2];
    string[0] = '"';
    string[digits.length + 1] = '"';
    for (int i = 0; i < digits.length; i++) {
      string[i + 1] = (byte) Integer.parseInt(digits[i], 16);
    }

    byte[] undone = undone(string);

    // Of a character that the quotation mark cuts nothing is left either.
    assertThat(undone).isNull();
  }

  @Test
  void stringWithoutEndIsNone() {
    assertThat(undone("\"abc".getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(undone("\"abc\\".getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
