package dev.concordat.conformance.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** That what is read quickly is what the platform reads. */
final class DateTimesTests {
  private static final int TIMES = 100_000;

  private static @Nullable OffsetDateTime platform(String text) {
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-03-01T10:00:00Z",
        "2025-03-01T10:00:00.5+05:30",
        "2024-02-29T23:59:59.123456789-11:00",
        "2025-03-01T10:00:00.000-00:30",
        "0000-01-01T00:00:00+00:00"
      })
  void usualTextsAreRead(String text) {
    assertThat(DateTimes.parse(text)).isNotNull().isEqualTo(platform(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2025",
        "2025-03-01",
        "2025-02-29T10:00:00Z",
        "2025-13-01T10:00:00Z",
        "2025-03-01T24:00:00Z",
        "2025-03-01T10:00:60Z",
        "2025-03-01T10:00:00",
        "2025-03-01T10:00:00.1234567890Z",
        "2025-03-01T10:00:00+19:00",
        "2025-03-01T10:00:00+05:60",
        "2025-03-01T10:00:00*05:00",
        "2025-03-01 10:00:00Z"
      })
  void whatIsNoneIsNone(String text) {
    assertThat(DateTimes.parse(text)).isNull();
    assertThat(platform(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2025-03-01", "2025-03-01T10:00Z", "2025-02-29T10:00:00Z", "10:00:00Z", "now"})
  void whatIsNoDateTimeIsNotUsual(String text) {
    assertThat(DateTimes.isUsual(text)).isFalse();
  }

  @Test
  void whatIsUsualIsADateTimeToTheEngine() {
    SchemaGraph graph =
        SchemaGraph.compile(
            JsonNodeFactory.instance.objectNode().put("format", "date-time"), List.of("#"));
    SchemaEngine engine = SchemaEngine.of(graph);
    Random random = new Random(2);
    int usual = 0;
    for (int i = 0; i < TIMES; i++) {
      String text = changed(random, "2025-03-01T10:20:30.123+05:30");
      if (DateTimes.isUsual(text)) {
        usual++;
        assertThat(engine.validate(JsonNodeFactory.instance.stringNode(text), graph.at("#")))
            .as(text)
            .isEmpty();
      }
    }
    assertThat(usual).isGreaterThan(TIMES / 10);
  }

  @Test
  void anyTextIsWhatThePlatformMakesOfIt() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      String text = changed(random, "2025-03-01T10:20:30.123+05:30");
      OffsetDateTime expected = platform(text);
      read += expected == null ? 0 : 1;

      assertThat(DateTimes.parse(text)).as(text).isEqualTo(expected);
    }
    assertThat(read).isGreaterThan(TIMES / 10);
  }

  private static String changed(Random random, String usual) {
    StringBuilder text = new StringBuilder(usual);
    for (int n = random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(text.length());
      String other = "0123456789-+:.TZtz ".charAt(random.nextInt(19)) + "";
      text.replace(at, at + random.nextInt(2), random.nextInt(4) == 0 ? "" : other);
    }
    return text.toString();
  }
}
