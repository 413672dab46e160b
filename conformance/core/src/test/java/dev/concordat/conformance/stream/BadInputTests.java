package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Bodies that no server should send are judged like any other, and what is wrong is named. */
class BadInputTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final String HEAD =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":";
  private static final String LAST =
      "data: "
          + HEAD
          + "[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";

  private static Judgement judged(String stream) {
    return judged(stream.getBytes(StandardCharsets.UTF_8));
  }

  private static Judgement judged(byte[] stream) {
    String request =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stream\":true}";
    return new Judge(CONTRACTS, "maas")
        .judge(
            new Exchange(
                new Exchange.Request(
                    "POST",
                    "https://task.example.com/v1/chat/completions",
                    Headers.of(),
                    Body.of("application/json", request)),
                new Exchange.Response(
                    200,
                    Headers.of("Content-Type", "text/event-stream"),
                    Body.of("text/event-stream", stream))));
  }

  @Test
  void theUsualStreamConforms() {
    assertThat(judged(LAST).findings()).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreNamedWithTheirOffset() {
    byte[] stream = (": ping\n\n" + LAST).getBytes(StandardCharsets.UTF_8);
    int at = new String(stream, StandardCharsets.UTF_8).indexOf("\"m\"") + 1;
    stream[at] = (byte) 0xFF;

    assertThat(judged(stream).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("stream.utf-8");
              assertThat(finding.part()).isEqualTo("response.stream[0]");
              assertThat(finding.message()).contains("byte " + at);
            });
  }

  @Test
  void veryManyEmptyEventsAreOneFinding() {
    Judgement judgement = judged("data:\n\n".repeat(20_000) + LAST);

    assertThat(judgement.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.part()).isEqualTo("response.stream[0]");
              assertThat(finding.count()).isEqualTo(20_000);
              assertThat(finding.last().part()).isEqualTo("response.stream[19999]");
            });
    assertThat(judgement.verdict()).isEqualTo(Verdict.VIOLATES);
  }

  @Test
  void aViolationIsListedAfterAnyNumberOfDrifts() {
    String drift = "data: " + HEAD + "[],\"x\":1}\n\n";

    assertThat(judged(drift.repeat(500)).findings())
        .extracting(Finding::rule)
        .contains("field.undocumented", "stream.terminator");
  }

  @Test
  void anEventLongerThanIsJudgedIsNamedAndTheRestJudged() {
    String stream = "data: \"" + "x".repeat(9 << 20) + "\"\n\n" + LAST;

    assertThat(judged(stream).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("stream.too-long");
              assertThat(finding.part()).isEqualTo("response.stream[0]");
              assertThat(finding.message()).contains("byte 0").contains("9437193");
            });
  }

  @Test
  void aChunkNestedTooDeepIsNamed() {
    String deep = "data: " + "[".repeat(2000) + "]".repeat(2000) + "\n\n";

    assertThat(judged(deep + LAST).findings())
        .extracting(Finding::rule, Finding::part)
        .containsExactly(tuple("json.limit", "response.stream[0]"));
  }

  @Test
  void aChunkOfAMillionMistakesIsJudged() {
    String stream = "data: " + HEAD + "[0" + ",0".repeat(1_000_000) + "]}\n\n" + LAST;

    Judgement judgement = judged(stream);

    assertThat(judgement.findings())
        .filteredOn(finding -> finding.rule().equals("schema.type"))
        .extracting(Finding::pointer, Finding::count, finding -> finding.last().pointer())
        .containsExactly(tuple("/choices/0", 1_000_001L, "/choices/1000000"));
    assertThat(judgement.verdict()).isEqualTo(Verdict.VIOLATES);
  }

  @Test
  void noBodyMakesTheJudgeFail() {
    Random random = new Random(7);
    for (WireCase wire : WireCases.all()) {
      Judge judge = new Judge(CONTRACTS, null);
      for (int round = 0; round < 4; round++) {
        String body = mutated(wire.body(), random);
        assertThatCode(() -> judge.judge(wire.exchange(body))).as(body).doesNotThrowAnyException();
      }
    }
  }

  private static String mutated(String body, Random random) {
    String[] odd = {
      "null",
      "{}",
      "[]",
      "-1",
      "1e999999999",
      "1.5",
      "\"\"",
      "[[]]",
      "{\"\":0}",
      "true",
      "\n\n",
      "\0",
      "\uD800",
      "data:",
      "0",
      "\"index\":9",
      "[null]",
      "\\u0000",
      "}",
      "{"
    };
    StringBuilder text = new StringBuilder(body);
    for (int count = 1 + random.nextInt(3); count > 0 && text.length() > 0; count--) {
      int at = value(text, random);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        default -> replaceValue(text, at, odd[random.nextInt(odd.length)]);
      }
    }
    return text.toString();
  }

  // Behind some colon, where a value begins.
  private static int value(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    int colon = text.indexOf(":", at);
    return colon < 0 || colon + 1 >= text.length() ? at : colon + 1;
  }

  private static void replaceValue(StringBuilder text, int at, String value) {
    int end = at;
    while (end < text.length() && ",}\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    text.replace(at, end, value);
  }

  @Test
  void argumentsOfAnyFormAreJudged() {
    for (String arguments : new String[] {"null", "[]", "1e999999999", "{\"a\":{}}"}) {
      String chunk =
          HEAD
              + "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":"
              + JsonMapper.shared().writeValueAsString(arguments)
              + "}}]},\"finish_reason\":\"tool_calls\"}]}";
      assertThat(judged("data: " + chunk + "\n\ndata: [DONE]\n\n").verdict())
          .isEqualTo(Verdict.VIOLATES);
    }
  }
}
