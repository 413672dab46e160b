package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Streams that are too long to hold are read from their file while they are judged. */
final class LongStreamTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String STREAM = "text/event-stream";
  private static final String CHUNK =
      """
      data: {"id": "a", "created": 1, "model": "internlm3-latest", "choices": [{"index": 0, \
      "delta": {"role": "assistant", "content": "a"}, "finish_reason": "END"}]}

      """;
  private static final String COMMENT = ": \"é\" \\ \uD83D\uDE00 \t " + "x".repeat(1000) + "\n\n";

  @TempDir private Path folder;

  private static String stream(int comments, String reason) {
    return CHUNK.replace("END", "")
        + COMMENT.repeat(comments)
        + CHUNK.replace("END", reason)
        + "data: [DONE]\n\n";
  }

  private static ObjectNode entry(String type, String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ObjectNode entry = nodes.objectNode().put("_provider", "intern");
    ObjectNode request = entry.putObject("request").put("method", "POST");
    request.put("url", "https://chat.intern-ai.org.cn/api/v1/chat/completions");
    request.putArray("headers").addObject().put("name", "Authorization").put("value", "Bearer a");
    request
        .putObject("postData")
        .put("mimeType", "application/json")
        .put(
            "text",
            "{\"model\": \"internlm3-latest\", \"stream\": true,"
                + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");
    ObjectNode response = entry.putObject("response").put("status", 200);
    response.putArray("headers");
    response.putObject("content").put("mimeType", type).put("text", text);
    return entry;
  }

  private static ObjectNode inBase64(ObjectNode entry, byte[] content, String coding) {
    ObjectNode response = (ObjectNode) entry.get("response");
    response.withArray("headers").addObject().put("name", "Content-Encoding").put("value", coding);
    response
        .withObject("content")
        .put("text", Base64.getEncoder().encodeToString(content))
        .put("encoding", "base64");
    return entry;
  }

  private Path write(String name, ObjectNode... entries) throws Exception {
    StringBuilder content = new StringBuilder();
    for (ObjectNode entry : entries) {
      content.append(content.isEmpty() ? "" : name.contains(".har") ? ",\n" : "\n");
      content.append(JSON.writeValueAsString(entry));
    }
    String file =
        name.contains(".har") ? "{\"log\": {\"entries\": [%s]}}".formatted(content) : content + "";
    Path path = folder.resolve(name);
    return Files.write(
        path, name.endsWith(".gz") ? Recorded.gzip(file) : file.getBytes(StandardCharsets.UTF_8));
  }

  private Recorded read(String name, ObjectNode... entries) throws Exception {
    return Recorded.of(write(name, entries));
  }

  private static Body body(Recorded recorded, int index) {
    return Objects.requireNonNull(recorded.read(index).exchange().response()).body();
  }

  private static Verdict verdict(Recorded recorded, int index) {
    return new Judge(Contracts.shipped(), null).judge(recorded.read(index).exchange()).verdict();
  }

  @ParameterizedTest
  @CsvSource({"a.jsonl, 5_000", "a.har, 5_000", "a.jsonl.gz, 34_000", "a.har.gz, 34_000"})
  void longStreamIsNotHeldAndIsJudged(String name, String comments) throws Exception {
    int count = Integer.parseInt(comments.replace("_", ""));
    String good = stream(count, "stop");

    Recorded recorded = read(name, entry(STREAM, stream(count, "done")), entry(STREAM, good));

    assertThat(recorded.lines()).containsExactly("0 read", "1 read");
    assertThat(body(recorded, 1).bytes()).isEmpty();
    try (InputStream in = body(recorded, 1).open()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(good)).isTrue();
    }
    assertThat(verdict(recorded, 0)).isEqualTo(Verdict.VIOLATES);
    assertThat(verdict(recorded, 1)).isEqualTo(Verdict.CONFORMS);
  }

  // The file is gone once the first stream is judged, so that nothing begins again at its start.
  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl.gz", "a.har.gz"})
  void compressedFileIsNotUnpackedFromItsStartForEachStream(String name) throws Exception {
    int count = 34_000;
    String good = stream(count, "stop");
    byte[] plain = good.getBytes(StandardCharsets.UTF_8);
    Path file =
        write(
            name,
            entry(STREAM, stream(count, "done")),
            inBase64(entry(STREAM, ""), plain, "identity"),
            entry(STREAM, stream(1, "stop")),
            entry(STREAM, good));
    Judge judge = new Judge(Contracts.shipped(), null);
    try (RecordingReader reader = RecordingReader.open(file)) {
      var first = (RecordingReader.Read) Objects.requireNonNull(reader.next());
      assertThat(judge.judge(first.exchange()).verdict()).isEqualTo(Verdict.VIOLATES);

      Files.delete(file);

      for (int i = 1; i < 4; i++) {
        var next = (RecordingReader.Read) Objects.requireNonNull(reader.next());
        assertThat(judge.judge(next.exchange()).verdict()).isEqualTo(Verdict.CONFORMS);
      }
      assertThat(judge.judge(first.exchange()).findings())
          .extracting(Finding::rule)
          .contains("body.unreadable");
    }
  }

  @Test
  void codingsOfALongStreamAreUndone() throws Exception {
    String good = stream(5_000, "stop");
    byte[] plain = good.getBytes(StandardCharsets.UTF_8);
    byte[] zipped = Recorded.gzip(good + ":" + Noise.text(5 << 20) + "\n\n");

    Recorded recorded =
        read(
            "a.jsonl",
            inBase64(entry(STREAM, ""), plain, "identity"),
            inBase64(entry(STREAM, ""), plain, "gzip"),
            inBase64(entry(STREAM, ""), zipped, "gzip"));

    for (int i = 0; i < 3; i++) {
      assertThat(body(recorded, i).bytes()).isEmpty();
      assertThat(verdict(recorded, i)).isEqualTo(Verdict.CONFORMS);
    }
  }

  @Test
  void whatCannotBeReadOfALongStreamIsUnchecked() throws Exception {
    byte[] noise = Noise.text(5 << 20).getBytes(StandardCharsets.UTF_8);
    noise[0] = 1;
    ObjectNode noBase64 = inBase64(entry(STREAM, ""), noise, "identity");
    ObjectNode content = ((ObjectNode) noBase64.get("response")).withObject("content");
    content.put("text", content.get("text").stringValue() + "!");
    byte[] zipped = Recorded.gzip(stream(10, "stop") + ":" + Noise.text(5 << 20));

    Recorded recorded =
        read(
            "a.jsonl",
            inBase64(entry(STREAM, ""), noise, "br"),
            noBase64,
            inBase64(entry(STREAM, ""), Arrays.copyOf(zipped, 4 << 20), "gzip"));

    for (int i = 0; i < 3; i++) {
      assertThat(new Judge(Contracts.shipped(), null).judge(recorded.read(i).exchange()).findings())
          .extracting(Finding::rule)
          .contains("body.unreadable");
      assertThat(verdict(recorded, i)).isEqualTo(Verdict.UNCHECKED);
    }
  }

  @Test
  void longBodyOfAnotherKindIsHeldUpToALimit() throws Exception {
    String text = "\"é\\".repeat(2 << 20);

    Recorded recorded =
        read(
            "a.jsonl",
            entry("application/json", text),
            inBase64(entry("text/html", ""), text.getBytes(StandardCharsets.UTF_8), "identity"),
            entry("application/json", "é".repeat(17 << 20)));

    for (int i = 0; i < 2; i++) {
      assertThat(new String(body(recorded, i).bytes(), StandardCharsets.UTF_8).equals(text))
          .isTrue();
    }
    assertThat(body(recorded, 2).undecoded().rule()).isEqualTo("body.too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"\\/\b\f\n\r\t",
        "é\u20AC\uD83D\uDE00",
        "\uD83D",
        "\uD83Da",
        "\uD83D\n",
        "\uD83D\uD83D\uDE00",
        "\uDE00\uD83D"
      })
  void escapesAreUndoneAsTheyAreRead(String text) throws IOException {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));

    for (String json : new String[] {JSON.writeValueAsString(text), "\"%s\"".formatted(escaped)}) {
      byte[] behind = (json.substring(1) + ", \"b\"").getBytes(StandardCharsets.UTF_8);
      try (InputStream in = new JsonStringStream(new ByteArrayInputStream(behind))) {
        assertThat(in.readAllBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\\", "\\x\"", "\\u12\"", "\\uD83D\\u\""})
  void stringThatIsNoneFails(String json) throws IOException {
    byte[] behind = json.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = new JsonStringStream(new ByteArrayInputStream(behind))) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  /** Text that does not get shorter by compression. */
  private static final class Noise {
    static String text(int size) {
      byte[] bytes = new byte[size];
      new Random(1).nextBytes(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
