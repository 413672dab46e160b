package dev.concordat.conformance.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concordat.conformance.exchange.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

final class JsonStringWriterTests {
  private static final int TIMES = 100_000;
  private static final List<String> PIECES =
      List.of("plain", "\"", "\\", "/", "\n", "\b\f\r\t", "\0", "\u001F", "\u007F", "é", "你", "😀");

  @Test
  void aTextIsWrittenAsTheGeneratorWritesIt() {
    Random random = new Random(1);
    for (int i = 0; i < TIMES; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] escaped = JsonStringWriter.escaped(text.toString().getBytes(StandardCharsets.UTF_8));
      assertThat("\"" + new String(escaped, StandardCharsets.UTF_8) + "\"")
          .isEqualTo(JsonMapper.shared().writeValueAsString(text.toString()))
          .isEqualTo(JsonStringWriter.quoted(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "-17",
        "9007199254740993",
        "4294967296",
        "1.0",
        "0.10",
        "1e400",
        "1E-7",
        "123456789012345678901234567890",
        "1.5e300",
        "\"\"",
        "\"a\\n\\u0001\"",
        "\"\\ud800 \\udc00\\ud83d\\ude00\"",
        "{}",
        "[]",
        "[1, {\"a\": null}]",
        "{\"a\": [1.50, \"b\"]}"
      })
  void aValueIsWrittenAsItWritesItself(String json) {
    JsonNode value = JsonText.of(json).value();

    assertThat(JsonStringWriter.json(Objects.requireNonNull(value))).isEqualTo(value.toString());
  }

  @Test
  void whatIsMissingIsNothing() {
    JsonNode missing = JsonNodeFactory.instance.missingNode();

    assertThat(JsonStringWriter.json(missing)).isEqualTo(missing.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "61C3", "C0AF", "EDA080", "F4908080", "E4BD", "F09F98", "FF"})
  void whatIsNoUtf8IsRefused(String hex) {
    byte[] text = HexFormat.of().parseHex("7B2261223A2278" + hex);
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonStringWriter.escaped(text));
  }
}
