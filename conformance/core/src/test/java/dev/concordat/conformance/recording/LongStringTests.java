package dev.concordat.conformance.recording;

import static dev.concordat.conformance.recording.Recorded.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings of 200 MB pass through, of which at most 32 MB are held. */
final class LongStringTests {
  private static final int TIMES = 200;
  private static final String MEGABYTE = "0123456789abcdef".repeat(1 << 16);

  private static Body body(Exchange exchange) {
    return Objects.requireNonNull(exchange.request().body());
  }

  @Test
  void bodyOfTwoHundredMegabytesIsNotHeldAndNotJudged() {
    String before =
        "{\"request\": {\"method\": \"POST\", \"url\": \"/\", \"postData\": {\"text\": \"";

    Recorded recorded =
        Recorded.of("a.jsonl", Recorded.repeat(before, MEGABYTE, TIMES, "\"}}}\n" + ENTRY));

    assertThat(recorded.lines()).containsExactly("0 read", "1 read");
    Body body = body(recorded.read(0).exchange());
    assertThat(body.bytes()).isEmpty();
    assertThat(body.undecoded())
        .isEqualTo(
            new Body.Undecoded(
                "body.too-large",
                "the body is longer than 33554432 bytes and was not judged",
                33554432));
  }

  @Test
  void memberThatIsIgnoredMayHaveTwoHundredMegabytes() {
    String before = "{\"log\": {\"comment\": \"";
    String after = "\", \"entries\": [%s]}}".formatted(ENTRY);

    Recorded recorded = Recorded.of("a.har", Recorded.repeat(before, MEGABYTE, TIMES, after));

    assertThat(recorded.lines()).containsExactly("0 read");
    assertThat(recorded.failure()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0123456789       | 0123456789
          0123456789a      | 0123456789CUT
          012345678\\u00e9a | 012345678\\u00e9CUT
          012345678\\u00e9  | 012345678\\u00e9
          01234567\\\\x     | 01234567\\\\CUT
          0123456789\\"x    | 0123456789CUT
          01234567é        | 01234567é
          012345678éé      | 012345678éCUT
          """)
  void stringIsCutBetweenCharacters(String string, String expected) throws IOException {
    String json = "[\"%s\", \"%s\", \"b\"]".formatted(string, string);
    LongStringGuard guard =
        new LongStringGuard(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 1000, 10);

    String passed = new String(guard.readAllBytes(), StandardCharsets.UTF_8);

    int second = 1002 + string.getBytes(StandardCharsets.UTF_8).length + 4;
    assertThat(passed)
        .isEqualTo("[\"%s\", \"%s\", \"b\"]".formatted(cut(expected, 1002), cut(expected, second)));
  }

  private static String cut(String expected, int place) {
    return expected.replace("CUT", "\\u0001\\u0000" + place + "\\u0000\\u0001\\u0000\\u0001");
  }
}
