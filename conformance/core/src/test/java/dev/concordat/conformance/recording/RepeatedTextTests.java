package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looking for secrets costs what a text's length is worth, whatever stands in it over and over:
 * what goes back to its beginning takes hours for these.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RepeatedTextTests {
  private static final int LENGTH = 1_000_000;
  private static final int HEADER_LENGTH = 100;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Contracts CONTRACTS = Contracts.shipped();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "aA",
        "sk-",
        "-eyJ",
        "ALTAK-",
        "-----BEGIN PRIVATE KEY-----",
        "name=\"",
        "password:",
        "token=a",
        "=",
        "://",
        "Basic ",
        "&amp;",
        "\\"
      })
  void aTextIsLookedThroughOnce(String part) throws Exception {
    Wire wire = new Wire();
    String text = part.repeat(LENGTH / part.length());
    wire.answer = Wire.bytes(JSON.writeValueAsString(JSON.createObjectNode().put("other", text)));
    String value = text.substring(0, HEADER_LENGTH).strip();
    wire.sent = Headers.of("Content-Type", "application/json", "X-Any", value, "X-Api-Key", value);
    Path file = folder.resolve("out.jsonl");
    try (RecordingWriter writer = RecordingWriter.open(file, CONTRACTS.words())) {
      writer.append(wire.exchange());
    } catch (RedactionException e) {
      assertThat(e).hasMessageContaining("than can be told apart");
      Files.deleteIfExists(file);
    }
    Judge judge = new Judge(CONTRACTS, "intern");
    List<String> live = rules(judge, wire.exchange().decoded());

    assertThat(live).contains("schema.required").doesNotContain("judge.failed");
    if (Files.exists(file)) {
      assertThat(rules(judge, Recorded.of(file).read(0).exchange())).isEqualTo(live);
    }
  }

  private static List<String> rules(Judge judge, Exchange exchange) {
    return judge.judge(exchange).findings().stream().map(Finding::rule).toList();
  }

  @Test
  void tooManySecretsWithTheSameEndAreNotWrittenAndSaySo() throws Exception {
    Wire wire = new Wire();
    StringBuilder many = new StringBuilder("a=b");
    for (int i = 0; i < 1_100; i++) {
      many.append("&token=%06dqrstuvwxyz".formatted(i));
    }
    wire.request = Wire.bytes(many.toString());
    wire.sent = Headers.of("Content-Type", "application/x-www-form-urlencoded");
    Path file = folder.resolve("out.jsonl");
    try (RecordingWriter writer = RecordingWriter.open(file, CONTRACTS.words())) {
      assertThat(refusal(writer, wire)).contains("with the same end");
      assertThat(refusal(writer, new Wire())).isEmpty();
    }
    assertThat(Files.readString(file)).doesNotContain("qrstuvwxyz").hasLineCount(1);
  }

  private static String refusal(RecordingWriter writer, Wire wire) throws Exception {
    try {
      writer.append(wire.exchange());
      return "";
    } catch (RedactionException e) {
      return e.getMessage();
    }
  }
}
