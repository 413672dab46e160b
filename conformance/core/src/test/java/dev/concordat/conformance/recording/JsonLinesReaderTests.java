package dev.concordat.conformance.recording;

import static dev.concordat.conformance.recording.Recorded.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Headers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesReaderTests {
  @Test
  void lastLineNeedsNoEnd() {
    assertThat(Recorded.of("a.jsonl", ENTRY + "\n" + ENTRY).lines())
        .containsExactly("0 read", "1 read");
  }

  @Test
  void blankLinesArePassedOverAndCarriageReturnsBelongToTheLineEnd() {
    Recorded recorded =
        Recorded.of("a.ndjson", "\n \t\r\n" + ENTRY + "\r\n\r\n" + ENTRY + "\r\n\n");

    assertThat(recorded.lines()).containsExactly("0 read", "1 read");
    assertThat(recorded.failure()).isEmpty();
  }

  @Test
  void badLineIsToldByItsNumberAndTheNextOnesAreRead() {
    Recorded recorded = Recorded.of("a.jsonl", ENTRY + "\n\n{\"request\": \n" + ENTRY);

    assertThat(recorded.lines()).hasSize(3).startsWith("0 read").endsWith("2 read");
    assertThat(recorded.lines().get(1)).matches("1 line 3, column \\d+: no valid JSON: .*");
    assertThat(recorded.failure()).isEmpty();
  }

  @Test
  void lineOfALongStringThatIsCutDoesNotTakeTheNextLineWithIt() {
    Recorded recorded =
        Recorded.of("a.jsonl", "{\"comment\": \"" + "a".repeat(100_000) + "\n" + ENTRY);

    assertThat(recorded.lines()).hasSize(2).endsWith("1 read");
    assertThat(recorded.lines().get(0)).startsWith("0 line 1, column ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]                              | line 1: an entry must be an object
          5                                | line 1: an entry must be an object
          null                             | line 1: an entry must be an object
          {}                               | line 1: the entry has no request
          {"request": null}                | line 1: request must be an object
          {"request": {"url": "/"}}        | line 1: the request has no method
          {"request": {"method": "GET"}}   | line 1: the request has no url
          {"_provider": 5}                 | line 1: _provider must be a text
          {"request": {}, "request": {}}   | line 1: the request has no method
          {"a": 1, "a": 2}                 | line 1: an entry has the member 'a' twice
          {"request": {"method": "GET", "url": "/", "headers": {}}} | line 1: request.headers must be an array
          {"request": {"method": "GET", "url": "/", "headers": [{"value": "a"}]}} | line 1: an element of request.headers has no name
          {"request": {"method": "GET", "url": "/", "headers": [{"name": "A", "value": {}}]}} | line 1: request.headers.value must be a text
          {"request": {"method": "GET", "url": "/", "headers": [{"name": "A", "value": 1.5}]}} | line 1: request.headers.value must be a text
          {"request": {"method": "GET", "url": "/", "headers": [{"name": 1, "value": "a"}]}} | line 1: request.headers.name must be a text
          {"request": {"method": "GET", "url": "/", "postData": "a"}} | line 1: request.postData must be an object
          {"request": {"method": "GET", "url": "/", "postData": {"text": {}}}} | line 1: request.postData.text must be a text
          {"response": {"status": "200"}}  | line 1: response.status must be a whole number
          {"response": {"status": 200.5}}  | line 1: response.status must be a whole number
          {"response": {"status": 99}}     | line 1: response.status is 99, which is no status
          {"response": {"status": -2}}     | line 1: response.status is -2, which is no status
          {"response": {"status": 1e2}}    | line 1: response.status must be a whole number
          """)
  void whatIsNoEntryIsSaidAndPassedOver(String line, String message) {
    assertThat(Recorded.of("a.jsonl", line + "\n" + ENTRY).lines())
        .containsExactly("0 " + message, "1 read");
  }

  /** As tools write a length that take headers from a program. */
  @Test
  void valueOfAHeaderThatIsAWholeNumberIsThatText() throws Exception {
    String entry =
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\", \"headers\": [{\"name\":"
            + " \"Content-Length\", \"value\": 90}, {\"name\": \"A\", \"value\": null}]}}";
    try (RecordingReader reader =
        RecordingReader.open(
            "a.jsonl", new ByteArrayInputStream(entry.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(reader.next())
          .isInstanceOfSatisfying(
              RecordingReader.Read.class,
              read ->
                  assertThat(read.exchange().request().headers())
                      .usingRecursiveComparison()
                      .isEqualTo(Headers.of("Content-Length", "90", "A", "")));
    }
  }

  /** Which tools write that take them from a program. */
  @Test
  void headersThatAreNullAndATimeThatIsANumberAreNotKnown() {
    String entry =
        "{\"startedDateTime\": 1767225600000, \"request\": {\"method\": \"GET\", \"url\": \"/\","
            + " \"headers\": null}, \"response\": {\"status\": 200, \"headers\": null}}";

    assertThat(Recorded.of("a.jsonl", entry).lines()).containsExactly("0 read");
  }

  /** As editors and jq write it; each of its lines would be told by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"{\n", "{\r\n", "[\n"})
  void jsonOverSeveralLinesIsRefusedWithWhatToDo(String begin) {
    Recorded recorded = Recorded.of("a.jsonl", begin + " \"request\": {\n }\n}\n" + ENTRY);

    assertThat(recorded.lines()).isEmpty();
    assertThat(recorded.failure())
        .startsWith("a.jsonl:1: an entry has to stand on one line")
        .contains("jq -c .", ".har");
  }

  @Test
  void lineThatIsCutBehindItsBraceIsToldAndTheNextOnesAreRead() {
    assertThat(Recorded.of("a.jsonl", ENTRY + "\n{\n" + ENTRY).lines())
        .element(2)
        .isEqualTo("2 read");
  }

  @Test
  void harOnALineIsToldToBeOne() {
    assertThat(Recorded.of("a.jsonl", "{\"log\": {\"entries\": [" + ENTRY + "]}}").lines())
        .containsExactly(
            "0 line 1: it is no entry but a HAR; let the name of its file end in .har");
    assertThat(Recorded.of("a.jsonl", "{\"log\": 1}").lines())
        .containsExactly("0 line 1: the entry has no request");
  }

  @Test
  void twoEntriesOnALineAreNotTakenForOne() {
    assertThat(Recorded.of("a.jsonl", ENTRY + ENTRY + "\n" + ENTRY).lines())
        .containsExactly("0 line 1: there is more behind the entry; one entry a line", "1 read");
  }

  @Test
  void byteOrderMarkAtTheBeginningOfTheFileIsNoPartOfTheFirstEntry() {
    assertThat(Recorded.of("a.jsonl", "\uFEFF" + ENTRY + "\n" + ENTRY).lines())
        .containsExactly("0 read", "1 read");
  }

  @Test
  void lineOfAByteOrderMarkAloneIsNoEntry() {
    assertThat(Recorded.of("a.jsonl", ENTRY + "\n\uFEFF  \n" + ENTRY).lines())
        .containsExactly(
            "0 read", "1 line 2: there is no JSON value, only a byte order mark", "2 read");
    assertThat(Recorded.of("a.jsonl", "\uFEFF\uFEFF\n" + ENTRY).lines())
        .hasSize(2)
        .endsWith("1 read");
  }

  @Test
  void emptyFileHasNoEntries() {
    assertThat(Recorded.of("a.jsonl", "").lines()).isEmpty();
    assertThat(Recorded.of("a.jsonl", "\uFEFF\n").lines()).isEmpty();
    assertThat(Recorded.of("a.ndjson.gz", Recorded.gzip("")).lines()).isEmpty();
  }

  @Test
  void notANumberIsNoValidJson() {
    assertThat(Recorded.of("a.jsonl", "{\"time\": NaN}\n" + ENTRY).lines())
        .hasSize(2)
        .endsWith("1 read");
  }

  @Test
  void entryOfAHundredThousandArraysIsPassedOver() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(Recorded.of("a.jsonl", deep + "\n" + ENTRY).lines())
        .containsExactly("0 line 1: an entry must be an object", "1 read");
  }

  @Test
  void depthThatWouldFillTheMemoryIsRefused() {
    Recorded recorded =
        Recorded.of("a.jsonl", Recorded.repeat("", "[".repeat(1000), 1001, "\n" + ENTRY));

    assertThat(recorded.lines()).hasSize(2).endsWith("1 read");
    assertThat(recorded.lines().get(0))
        .startsWith("0 line 1, column 1: more than is read: Document nesting depth");
  }

  @Test
  void entryWithoutAnEndOfItsMembersIsRefused() {
    StringBuilder members = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      members.append("\"").append(i).append("\": 0, ");
    }

    assertThat(Recorded.of("a.jsonl", members + "\"last\": 0}\n" + ENTRY).lines())
        .containsExactly("0 line 1: an entry has more than 10000 members", "1 read");
  }

  @Test
  void compressedFileThatIsCutIsReadAsFarAsItGoes() {
    byte[] whole = Recorded.gzip((ENTRY + "\n").repeat(10_000));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);

    Recorded recorded = Recorded.of("a.ndjson.gz", cut);

    assertThat(recorded.entries()).hasSizeGreaterThan(100);
    assertThat(recorded.failure())
        .matches(
            "a.ndjson.gz:\\d+: cannot be read any further: Unexpected end of ZLIB input stream");
  }

  @ParameterizedTest
  @CsvSource({
    // Short ones are not looked at: each byte may be a value.
    "'[],', 10000, 30000, 30100",
    "'[],', 300000, 600000, 600100",
    // An image has few, however long it is.
    "iVBORw0K, 100000, 0, 140000",
    "'\\u005b', 100000, 100000, 140000",
  })
  void valuesThatALongEntryMayComeToAreCounted(String text, int times, int least, int most)
      throws Exception {
    String line = "{\"comment\": \"" + text.repeat(times) + "\"}";
    try (RecordingReader reader =
        RecordingReader.open(
            "a.jsonl", new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))) {
      EntryBatch batch = Objects.requireNonNull(reader.batch());

      assertThat(batch.largest()).isEqualTo(line.length());
      assertThat(batch.values()).isBetween((long) least, (long) most);
    }
  }
}
