package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void anyTextIsWhatThePlatformMakesOfIt() {
    Random random = new Random(1);
    String usual = "2025-03-01T10:20:30.123+05:30";
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      StringBuilder text = new StringBuilder(usual);
      for (int n = random.nextInt(3); n > 0; n--) {
        int at = random.nextInt(text.length());
        String other = "0123456789-+:.TZtz ".charAt(random.nextInt(19)) + "";
        text.replace(at, at + random.nextInt(2), random.nextInt(4) == 0 ? "" : other);
      }
      OffsetDateTime expected = platform(text.toString());
      read += expected == null ? 0 : 1;

      assertThat(DateTimes.parse(text.toString())).as(text.toString()).isEqualTo(expected);
    }
    assertThat(read).isGreaterThan(TIMES / 10);
  }
}
