package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongSumTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final String CHUNK =
      """
      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":\
      [{"index":0,"delta":{"content":"x"},"finish_reason":%s}]}

      """;
  // Each chunk of it is unlike the two before it, so that each is added by itself.
  private static final String UNLIKE =
      """
      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":\
      [{"index":0,"delta":{"content":"x"},"finish_reason":null}],"usage":{"prompt_tokens":1,\
      "completion_tokens":%d,"total_tokens":1}}

      """;

  @Test
  void aStreamOfAnyNumberOfDeltasIsAddedUp() {
    Judgement judgement = judge(1_200, CHUNK.formatted("null").repeat(1_000));

    assertThat(judgement.findings()).isEmpty();
  }

  // The sum is what has no call though one is demanded.
  @Test
  void whatAMillionDeltasAddUpToIsJudged() {
    Judgement judgement =
        judge(
            1_200,
            CHUNK.formatted("null").repeat(1_000),
            "\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");

    assertThat(judgement.findings())
        .extracting(Finding::rule)
        .containsExactly("answer.tool-choice");
  }

  // Steps are told by what they allocate, which does not depend on how busy the machine is.
  @ParameterizedTest
  @ValueSource(strings = {CHUNK, UNLIKE})
  void theWorkGrowsAsTheNumberOfDeltas(String chunk) {
    judge(1, piece(chunk));
    long few = allocated(() -> judge(10, piece(chunk)));
    long many = allocated(() -> judge(80, piece(chunk)));

    assertThat(many).isLessThan(9 * few);
  }

  private static String piece(String chunk) {
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      piece.append(chunk.equals(CHUNK) ? CHUNK.formatted("null") : UNLIKE.formatted(i));
    }
    return piece.toString();
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static Judgement judge(int times, String piece) {
    return judge(times, piece, "");
  }

  private static Judgement judge(int times, String piece, String asked) {
    String request =
        "{\"model\":\"m\",%s\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            .formatted(asked);
    LiveExchange live =
        new Judge(CONTRACTS, "maas")
            .begin(
                new Exchange.Request(
                    "POST",
                    "https://maas.example.com/v1/chat/completions",
                    Headers.of("Authorization", "Bearer ***"),
                    Body.of("application/json", request)),
                new Exchange.Response(200, Headers.of("Content-Type", "text/event-stream"), null));
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < times; i++) {
      live.body(bytes, 0, bytes.length);
    }
    byte[] end =
        (CHUNK.formatted("\"stop\"") + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
    live.body(end, 0, end.length);
    return live.end();
  }
}
