package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read ends in exit status 2 and a message, and the rest of the run goes on. */
final class UnreadableInputTests {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.har       | []                        | : not a HAR file: it has no array log.entries
          a.har       | {"log": {}}               | : not a HAR file: it has no array log.entries
          a.har       | {"log": {"entries": [     | :1: entry 0: no valid JSON
          a.har       | {"log": {"entries": [NaN  | :1: entry 0: no valid JSON
          a.har.gz    | {"log": {"entries": []}}  | : its name ends in .gz, and it cannot be decompressed
          a.ndjson.gz | x                         | : its name ends in .gz, and it cannot be decompressed
          a.json      | {}                        | : not a recording; its name must end in .har
          a.json      | {"log": {"entries": []}}  | : not a recording; it is a HAR; let its name end in .har
          a.json      | {"info": {"_postman_id":1}} | : not a recording; it is a Postman collection
          a.chlsj     | []                        | : not a recording; it is Charles' own format; export
          a.saz       | PK                        | : not a recording; it is Fiddler's own format; export
          a.flow      | x                         | : not a recording; it is mitmproxy's own format; convert it with
          a.har       | [{"scheme": "https", "protocolVersion": "HTTP/1.1"}] | : not a HAR file: it has no array log.entries; it is Charles' own
          a.har       | {"info": {}, "item": []}  | : not a HAR file: it has no array log.entries; it is a Postman collection
          a.yaml      | http_interactions: []     | : not a recording; it is a cassette of a library such as VCR
          a.yaml      | interactions: []          | : not a recording; it is a cassette of a library such as VCR
          a.json      | {"http_interactions": []} | : not a recording; it is a cassette of a library such as VCR
          a.json      | [{"scope": "https://x"}]  | : not a recording; it is a list of calls that nock recorded; let the tests call
          a.json      | {"mappings": []}          | : not a recording; it is a mapping of WireMock
          a.json      | {"request": {"urlPath": "/"}} | : not a recording; it is a mapping of WireMock
          a.json      | {"data": {"pairs": []}}   | : not a recording; it is a simulation of Hoverfly
          a.bru       | meta {}                   | : not a recording; it is a file of requests without answers; send them
          a.http      | GET /                     | : not a recording; it is a file of requests without answers; send them
          a.json      | {"constants": {}}         | : not a recording; it is a log of Chrome's network stack
          a.yaml      | openapi: 3.1.0            | : not a recording; it is an OpenAPI document and no recording
          a.json      | [{"startedDateTime": ""}] | : not a recording; it is a list of HAR entries; write one a line
          dump        | 9:7:version;              | : not a recording; it is mitmproxy's own format
          a.yaml      | interaction: []           | : not a recording; its name must end in .har
          a.zhar      | {"log": {"entries": []}}  | : entry 0: cannot be read: incorrect header check
          a.har.zip   | {"log": {"entries": []}}  | : cannot be read: zip END header not found
          """)
  void fileThatCannotBeReadIsSaidAndTheOthersAreJudged(String name, String content, String message)
      throws IOException {
    Path bad = Files.writeString(folder.resolve(name), content);
    Path good = Files.writeString(folder.resolve("z.jsonl"), Entries.CONFORMS);

    Run run = Run.of("check", bad, good);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("concordat: " + bad + message)
        .doesNotContain("\tat ", "[Source");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out())
        .contains("recording.unreadable")
        .contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked, 0 violates");
  }

  @Test
  void unreadableFileIsNotAllowedAsUncheckedIs() throws IOException {
    Path bad = Files.writeString(folder.resolve("a.har"), "");

    assertThat(Run.of("check", "--allow-unchecked", bad).status()).isEqualTo(2);
  }

  @Test
  void entriesBeforeTheMistakeAreJudged() throws IOException {
    String har =
        "{\"log\": {\"entries\": [\n%s,\n%s,\n{\"request\""
            .formatted(Entries.VIOLATES, Entries.CONFORMS);
    Path bad = Files.writeString(folder.resolve("a.har"), har);

    Run run = Run.of("check", bad);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("concordat: " + bad + ":4: entry 2: no valid JSON: ");
    assertThat(run.out())
        .contains("a.har[0]  intern createChatCompletion")
        .contains("a.har[2]  - -")
        .contains("3 exchanges: 1 conforms, 0 drifts, 1 unchecked, 1 violates");
  }

  @Test
  void missingFileIsSaidToBeMissing() {
    Path missing = folder.resolve("recs");

    Run run = Run.of("check", missing);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("concordat: %s: there is no such file\n".formatted(missing));
  }

  @Test
  void folderWithoutRecordingsIsSaidToHaveNone() {
    Run run = Run.of("check", folder);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("concordat: " + folder + ": the folder has no recording");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "drift"})
  void emptyPathIsWrongUsageAndNotTheWholeFolder(String command) {
    Run run = Run.of(command, "");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("concordat: PATH is empty; name a recording or a folder");
  }

  @Test
  void folderThatCannotBeListedIsNamedAndTheRestIsJudged() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), Entries.CONFORMS);
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "some users may list everything");

    Run run = Run.of("check", folder);

    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: %s: cannot be listed, so that nothing in it was judged: permission denied\n"
                .formatted(closed));
    assertThat(run.out()).contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked, 0 violates");
  }

  @Test
  void linksOfAFolderAreFollowedAndOneThatLeadsNowhereIsSaid(@TempDir Path elsewhere)
      throws IOException {
    Files.writeString(elsewhere.resolve("a.jsonl"), Entries.CONFORMS);
    Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Path lost = Files.createSymbolicLink(folder.resolve("lost.har"), folder.resolve("nowhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);

    Run run = Run.of("check", folder);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("concordat: %s: there is no such file\n".formatted(lost));
    assertThat(run.out()).contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked, 0 violates");
    assertThat(Run.of("check", link).out()).contains("1 conforms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "drift"})
  void reportNeverReplacesARecording(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), Entries.CONFORMS);
    Path link = Files.createSymbolicLink(folder.resolve("b"), file);

    for (Path output : List.of(file, link)) {
      Run run = Run.of(command, folder, "--output", output);

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("is the recording " + file + ", which would be lost");
      assertThat(file).hasContent(Entries.CONFORMS);
    }
  }

  @Test
  void badLineIsAFindingWithItsNumberAndTheRunGoesOn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.jsonl"),
            "\n" + Entries.CONFORMS + "\r\n{\"request\"\nnull\n" + Entries.CONFORMS);

    Run run = Run.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("concordat: 2 exchanges fail: 2 unchecked; see ")
        .hasLineCount(1);
    assertThat(run.out())
        .contains("a.jsonl[1]")
        .contains("recording.entry  recording")
        .contains("line 3, column ")
        .contains("line 4: an entry must be an object")
        .contains("4 exchanges: 2 conforms, 0 drifts, 2 unchecked, 0 violates");
  }

  @Test
  void bodyOfAHundredThousandArraysIsAFinding() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    Path file =
        Files.writeString(
            folder.resolve("a.jsonl"), Entries.entry(deep, 200, deep) + "\n" + Entries.CONFORMS);

    Run run = Run.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("concordat: 1 exchange fails: 1 unchecked; see ")
        .hasLineCount(1);
    assertThat(run.out())
        .contains("json.limit  request.body")
        .contains("json.limit  response.body");
  }

  @Test
  void bytesThatAreNoUtf8AreSaidToBeNone() throws IOException {
    byte[] line = Entries.CONFORMS.getBytes(StandardCharsets.UTF_8);
    line[20] = (byte) 0xFF;
    Path file = Files.write(folder.resolve("a.jsonl"), line);

    Run run = Run.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("no valid JSON: Invalid UTF-8");
  }
}
