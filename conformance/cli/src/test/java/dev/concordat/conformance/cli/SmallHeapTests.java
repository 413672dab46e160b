package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither many exchanges nor large ones need a large heap. */
final class SmallHeapTests {
  private static final String MEGABYTE = "0123456789abcdef".repeat(1 << 16);

  @TempDir private Path folder;

  private interface Content {
    void write(Writer out) throws IOException;
  }

  private Path file(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                name.endsWith(".gz")
                    ? new GZIPOutputStream(Files.newOutputStream(file))
                    : Files.newOutputStream(file),
                StandardCharsets.UTF_8))) {
      content.write(out);
    }
    return file;
  }

  private static void repeat(Writer out, int times, String text) throws IOException {
    for (int i = 0; i < times; i++) {
      out.write(text);
    }
  }

  @Test
  void hundredThousandExchangesAreJudged() throws Exception {
    Path file =
        file(
            "a.jsonl",
            out -> {
              for (int i = 0; i < 25_000; i++) {
                out.write(Entries.CONFORMS + "\n" + Entries.DRIFTS + "\n");
                out.write(Entries.VIOLATES + "\n" + Entries.UNCHECKED + "\n");
              }
            });

    Fork fork = Fork.of(folder, "check", file.toString(), "--format", "json");

    assertThat(fork.err())
        .contains("concordat: 50000 exchanges fail: 25000 violates, 25000 unchecked; see ")
        .hasLineCount(1);
    assertThat(fork.status()).isEqualTo(1);
    assertThat(fork.out().substring(fork.out().lastIndexOf("\"summary\"")).replaceAll("\\s", ""))
        .startsWith(
            "\"summary\":{\"exchanges\":100000,\"conforms\":25000,\"drifts\":25000,"
                + "\"unchecked\":25000,\"violates\":25000}");
  }

  @Test
  void bodiesThatAreTooLargeAreFindings() throws Exception {
    String[] around = Entries.entry("REQUEST", 200, "ANSWER").split("REQUEST|ANSWER", -1);
    Path file =
        file(
            "a.jsonl.gz",
            out -> {
              out.write(around[0]);
              repeat(out, 200, MEGABYTE);
              out.write(around[1]);
              repeat(out, 40, MEGABYTE);
              out.write(around[2] + "\n" + Entries.CONFORMS);
            });

    Fork fork = Fork.of(folder, "check", file.toString());

    assertThat(fork.err())
        .contains("concordat: 1 exchange fails: 1 unchecked; see ")
        .hasLineCount(1);
    assertThat(fork.status()).isEqualTo(1);
    assertThat(fork.out())
        .contains("body.too-large  request.body")
        .contains("body.too-large  response.body")
        .contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked, 0 violates");
  }

  @Test
  void streamThatIsLargerThanTheHeapIsJudgedToItsEnd() throws Exception {
    String request = "{\"model\": \"internlm3-latest\", \"messages\": [], \"stream\": true}";
    String[] around =
        Entries.entry(request, 200, "ANSWER")
            .replaceFirst("application/json(?=\", \"text\": \"ANSWER)", "text/event-stream")
            .split("ANSWER", -1);
    Path file =
        file(
            "a.jsonl",
            out -> {
              out.write(around[0]);
              repeat(out, 200, ": " + MEGABYTE + "\\n\\n");
              out.write("data: 1\\n\\n" + around[1] + "\n" + Entries.CONFORMS);
            });

    Fork fork = Fork.of(folder, "check", file.toString());

    assertThat(fork.err())
        .contains("concordat: 1 exchange fails: 1 violates; see ")
        .hasLineCount(1);
    assertThat(fork.out())
        .contains("schema.type  response.stream[0]")
        .contains("stream.terminator  response.stream")
        .contains("2 exchanges: 1 conforms, 0 drifts, 0 unchecked, 1 violates");
    assertThat(fork.status()).isEqualTo(1);
  }

  @Test
  void millionMistakesInABodyAreNotHeld() throws Exception {
    String[] around = Entries.entry("{\"messages\": [REQUEST0]}", 200, "{}").split("REQUEST", -1);
    Path file =
        file(
            "a.jsonl.gz",
            out -> {
              out.write(around[0]);
              repeat(out, 1_000_000, "0,");
              out.write(around[1]);
            });

    Fork fork = Fork.of(folder, "check", file.toString());

    assertThat(fork.err())
        .contains("concordat: 1 exchange fails: 1 violates; see ")
        .hasLineCount(1);
    assertThat(fork.status()).isEqualTo(1);
    assertThat(fork.out())
        .contains(
            "schema.type  request.body /messages/0  1000001 times,"
                + " last in request.body /messages/1000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"encoding\": \"base64\", "})
  void largeEntriesShareTheHeap(String encoding) throws Exception {
    String body = "{\"choices\": [" + "[],".repeat(700_000) + "0]}";
    String text =
        encoding.isEmpty()
            ? body.replace("\"", "\\\"")
            : Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    String[] around =
        Entries.entry("{}", 200, "ANSWER")
            .replace("\"text\": \"ANSWER", encoding + "\"text\": \"ANSWER")
            .split("ANSWER", -1);
    Path file =
        file(
            "a.jsonl",
            out -> repeat(out, 6, around[0] + text + around[1] + "\n" + Entries.CONFORMS + "\n"));

    Fork fork = Fork.of(folder, "check", file.toString(), "--threads", "4");

    assertThat(fork.err())
        .contains("concordat: 6 exchanges fail: 6 violates; see ")
        .hasLineCount(1);
    assertThat(fork.out())
        .contains("schema.type  response.body /choices/0  700001 times")
        .contains("12 exchanges: 6 conforms, 0 drifts, 0 unchecked, 6 violates");
    assertThat(fork.status()).isEqualTo(1);
  }

  @Test
  void heapThatIsTooSmallIsSaidToBe() throws Exception {
    String[] around = Entries.entry("REQUEST0]", 200, "{}").split("REQUEST", -1);
    Path file =
        file(
            "a.jsonl.gz",
            out -> {
              out.write(around[0]);
              out.write("[");
              repeat(out, 7_900_000, "{},");
              out.write(around[1] + "\n" + Entries.CONFORMS);
            });

    Fork fork = Fork.of(folder, "check", file.toString());

    assertThat(fork.status()).isEqualTo(2);
    assertThat(fork.err())
        .startsWith("concordat: %s: entry 0: there is not enough memory for it".formatted(file))
        .contains("CONCORDAT_JAVA_OPTS")
        .doesNotContain("\tat ");
    assertThat(fork.out())
        .contains("recording.unreadable")
        .contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked, 0 violates");
  }
}
