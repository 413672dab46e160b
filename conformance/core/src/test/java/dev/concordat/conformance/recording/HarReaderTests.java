package dev.concordat.conformance.recording;

import static dev.concordat.conformance.recording.Recorded.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HarReaderTests {
  private static String har(String entries) {
    return "{\"log\": {\"version\": \"1.2\", \"entries\": [" + entries + "], \"pages\": []}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "5",
        "{}",
        "{\"log\": []}",
        "{\"log\": {}}",
        "{\"log\": {\"entries\": {}}}",
        "{\"log\": null}",
        "{\"entries\": []}",
        "{\"a\": {\"log\": {\"entries\": []}}}",
        "{\"log\": {\"pages\": [{\"entries\": []}]}}"
      })
  void fileWithoutEntriesIsNoHar(String content) {
    Recorded recorded = Recorded.of("a.har", content);

    assertThat(recorded.entries()).isEmpty();
    assertThat(recorded.failure())
        .isEqualTo("a.har: not a HAR file: it has no array log.entries; export it as HAR 1.2");
  }

  @Test
  void entriesAreReadWhateverStandsAroundThem() {
    String content =
        "\uFEFF {\"x\": [{\"log\": 1}], \"log\": {\"pages\": [[1], {}], \"entries\": [%s, %s], \"b\": {}}, \"y\": [1]} "
            .formatted(ENTRY, ENTRY);

    assertThat(Recorded.of("a.HAR", content).lines()).containsExactly("0 read", "1 read");
    assertThat(Recorded.of("a.har", content).lines()).containsExactly("0 read", "1 read");
    assertThat(Recorded.of("a.har", content).failure()).isEmpty();
    assertThat(Recorded.of("a.har.gz", Recorded.gzip(content)).lines())
        .containsExactly("0 read", "1 read");
  }

  @Test
  void harWithoutEntriesHasNone() {
    assertThat(Recorded.of("a.har", har(""))).isEqualTo(new Recorded(java.util.List.of(), ""));
  }

  @Test
  void entriesBeforeTheEndOfACutFileAreRead() {
    String content = har(ENTRY + ",\n" + ENTRY + ",\n" + ENTRY);

    Recorded recorded = Recorded.of("a.har", content.substring(0, content.length() - 60));

    assertThat(recorded.lines()).containsExactly("0 read", "1 read");
    assertThat(recorded.failure())
        .startsWith("a.har:3: entry 2: no valid JSON: Unexpected end-of-input")
        .endsWith("; what comes after is not read");
  }

  @Test
  void fileThatIsCutBehindItsEntriesIsNotPassedSilently() {
    String content = har(ENTRY);

    Recorded recorded = Recorded.of("a.har", content.substring(0, content.length() - 1));

    assertThat(recorded.lines()).containsExactly("0 read");
    assertThat(recorded.failure()).contains("no valid JSON");
  }

  @Test
  void mistakeInAnEntryEndsTheReadingWithItsLine() {
    Recorded recorded = Recorded.of("a.har", har(ENTRY + ",\n{\"request\": NaN},\n" + ENTRY));

    assertThat(recorded.lines()).containsExactly("0 read");
    assertThat(recorded.failure())
        .startsWith("a.har:2: entry 1: no valid JSON: Non-standard token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "null", "[[{}]]", "{\"request\": [{\"a\": [{}]}], \"z\": {}}"})
  void whatIsNoEntryIsPassedOver(String entry) {
    Recorded recorded = Recorded.of("a.har", har(ENTRY + "," + entry + "," + ENTRY));

    assertThat(recorded.lines()).hasSize(3).startsWith("0 read").endsWith("2 read");
    assertThat(recorded.lines().get(1)).startsWith("1 entry 1: ").contains(" must be an object");
    assertThat(recorded.failure()).isEmpty();
  }

  @Test
  void entriesThatStandTwiceAreNotHalfRead() {
    String twice = "{\"log\": {\"entries\": [%s],\n\"entries\": [%s]}}".formatted(ENTRY, ENTRY);

    Recorded recorded = Recorded.of("a.har", twice);

    assertThat(recorded.lines()).containsExactly("0 read");
    assertThat(recorded.failure())
        .isEqualTo(
            "a.har:2: log.entries stands here a second time, which is not read; merge the two");
  }

  @Test
  void secondLogIsNotPassedOver() {
    assertThat(Recorded.of("a.har", "{\"log\": {\"entries\": []}, \"log\": {}}").failure())
        .isEqualTo("a.har:1: log stands here a second time, which is not read; merge the two");
  }

  @Test
  void secondHarInTheFileIsNotPassedOver() {
    assertThat(Recorded.of("a.har", har("") + "\n" + har(ENTRY)).failure())
        .isEqualTo("a.har:2: there is more behind the HAR, and it is not read; one HAR a file");
  }

  @Test
  void depthOfWhatIsSkippedIsHarmless() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String around =
        "{\"x\": %s, \"log\": {\"y\": %s, \"entries\": [%s, {\"z\": %s, %s], \"v\": %s}}";

    Recorded recorded =
        Recorded.of("a.har", around.formatted(deep, deep, deep, deep, ENTRY.substring(1), deep));

    assertThat(recorded.lines()).containsExactly("0 entry 0: an entry must be an object", "1 read");
    assertThat(recorded.failure()).isEmpty();
  }

  @Test
  void fileThatIsNotCompressedAsItsNameSaysIsRefused() {
    assertThat(Recorded.of("a.har.gz", har("")).failure())
        .isEqualTo(
            "a.har.gz: its name ends in .gz, and it cannot be decompressed: Not in GZIP format");
  }

  @Test
  void emptyCompressedFileIsRefused() {
    assertThat(Recorded.of("a.har.gz", "").failure())
        .isEqualTo(
            "a.har.gz: its name ends in .gz, and it cannot be decompressed: it is empty or cut");
  }

  @Test
  void compressedFileThatIsCutIsReadAsFarAsItGoes() {
    byte[] whole = Recorded.gzip(har((ENTRY + ",").repeat(10_000) + ENTRY));

    Recorded recorded = Recorded.of("a.har.gz", java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThat(recorded.entries()).hasSizeGreaterThan(100);
    assertThat(recorded.failure())
        .matches("a.har.gz: entry \\d+: cannot be read: Unexpected end of ZLIB input stream");
  }

  @Test
  void compressedFileThatIsCutBeforeItsContentIsRefused() {
    byte[] header = java.util.Arrays.copyOf(Recorded.gzip(har("")), 10);

    assertThat(Recorded.of("a.har.gz", header).failure())
        .isEqualTo("a.har.gz: entry 0: cannot be read: Unexpected end of ZLIB input stream");
  }

  @Test
  void encodingThatNoParserKnowsIsRefused() {
    assertThat(Recorded.of("a.har", new byte[] {0, 0, 'a', 0, 0, 0, 0, 0}).failure())
        .startsWith("a.har: entry 0: cannot be read: Unsupported UCS-4 endianness");
  }
}
