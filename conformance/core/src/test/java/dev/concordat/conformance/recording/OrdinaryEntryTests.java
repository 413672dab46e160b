package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What is read of an ordinary entry by its bytes is what the parser makes of it. */
final class OrdinaryEntryTests {
  private static final int TIMES = 100_000;
  private static final String ENTRY =
      """
      {"_provider": "maas", "startedDateTime": "2025-03-01T10:00:00.000Z", "time": 1.5e-3,
       "request": {"method": "post", "url": "https://maas.example.com/v1?a=\\u00e9",
        "headers": [{"name": "Content-Type", "value": "application/json"}, {"value": "", "name": "é"}],
        "queryString": [], "cookies": [{"a": [[], {}, [{"b": null}]]}], "bodySize": -1,
        "postData": {"mimeType": "application/json", "text": "{\\"a\\": \\"é你😀\\\\n\\ud83d\\ude00\\/\\"}"}},
       "response": {"status": 200, "headers": [], "_chunks": [{"time": 1.25, "size": 12}, 5],
        "content": {"size": 12, "mimeType": "text/plain", "text": "a\\tb", "comment": null}},
       "_eventSourceMessages": [{"eventName": "a", "data": "b", "": 1}, "c"],
       "_resourceType": "preflight", "_initiator": {"type": "x", "stack": true}, "cache": {}}\
      """;

  private static RecordingReader.@Nullable Read ordinary(byte[] text) {
    return EntryReader.ordinary(text, 0, text.length, RecordingSource.ofStream(), 3, 4);
  }

  private static RecordingReader.@Nullable Entry parsed(byte[] text) {
    try (EntryText parsed = EntryText.of(text, 0, text.length)) {
      parsed.parser().nextToken();
      RecordingReader.Entry entry =
          EntryReader.entry(parsed, RecordingSource.ofStream(), 3, 4, "line", 1);
      return parsed.parser().nextToken() == null ? entry : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  @Test
  void isReadByItsBytes() {
    assertThat(ordinary(ENTRY.getBytes(StandardCharsets.UTF_8))).isNotNull();
  }

  @Test
  void isWhatAParserMakesOfIt() {
    Random random = new Random(12);
    String mistakes = "{}[]\",:\\ \n\rx10-.eunull\u0000";
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      byte[] text = ENTRY.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(text.length);
        text[at] =
            random.nextBoolean()
                ? (byte) mistakes.charAt(random.nextInt(mistakes.length()))
                : text[random.nextInt(text.length)];
      }

      RecordingReader.Read ordinary = ordinary(text);

      if (ordinary != null) {
        read++;
        assertThat(parsed(text))
            .as(new String(text, StandardCharsets.UTF_8))
            .usingRecursiveComparison()
            .isEqualTo(ordinary);
      }
    }
    assertThat(read).isBetween(TIMES / 10, TIMES * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "{}",
        "[{}]",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}} {}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"},}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": 01}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": [1 2]}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": 1, \"a\": 1}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\", \"a\": {\"b\": tru}}}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": \"\u0000\"}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": \"\\x\"}",
        "\uFEFF{\"request\": {\"method\": \"GET\", \"url\": \"/\"}}"
      })
  void whatIsOutOfTheOrdinaryIsLeftToTheParser(String text) {
    assertThat(ordinary(text.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void whatIsDeepIsLeftToTheParser() {
    for (int depth : new int[] {60, 64, 65, 1000}) {
      byte[] text =
          "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"a\": %s%s}"
              .formatted("[".repeat(depth), "]".repeat(depth))
              .getBytes(StandardCharsets.UTF_8);

      assertThat(ordinary(text) == null).as("depth %d", depth).isEqualTo(depth > 65);
      assertThat(parsed(text)).isInstanceOf(RecordingReader.Read.class);
    }
  }
}
