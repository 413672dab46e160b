package dev.concordat.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonTreeTests {
  private static final int TIMES = 20_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<String> SCALARS =
      List.of(
          "0",
          "-1",
          "2147483648",
          "-9223372036854775808",
          "9223372036854775808",
          "1.0",
          "1.10",
          "-0.0",
          "100.00",
          "1e5",
          "1E-400",
          "12.5e+3",
          "true",
          "false",
          "null",
          "\"\"",
          "\"a\\n\\u00e9\\ud83d\\ude00é\"");

  @Test
  void aTreeIsReadAndWrittenAsByAMapper() {
    Random random = new Random(1);
    for (int i = 0; i < TIMES; i++) {
      String text = value(random, 4);
      JsonNode expected = MAPPER.readTree(text);
      JsonNode read = JsonText.of(text).value();
      assertThat(read).as(text).isEqualTo(expected);
      assertThat(new String(JsonText.of(read), StandardCharsets.UTF_8))
          .isEqualTo(MAPPER.writeValueAsString(expected));
    }
  }

  @Test
  void floatsOfTreesMadeByHandAreWrittenAsByAMapper() {
    JsonNode value = MAPPER.createObjectNode().put("a", 1.5f).put("b", 0.1).put("c", (short) 3);
    assertThat(new String(JsonText.of(value), StandardCharsets.UTF_8))
        .isEqualTo(MAPPER.writeValueAsString(value));
  }

  private static String value(Random random, int levels) {
    StringBuilder text = new StringBuilder();
    switch (levels == 0 ? 2 : random.nextInt(3)) {
      case 0 -> {
        text.append('{');
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append("\"m").append(i).append("\":").append(value(random, levels - 1));
          text.append(i > 1 ? "," : "");
        }
        text.append('}');
      }
      case 1 -> {
        text.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append(value(random, levels - 1)).append(i > 1 ? ", " : "");
        }
        text.append(']');
      }
      default -> text.append(SCALARS.get(random.nextInt(SCALARS.size())));
    }
    return text.toString();
  }
}
