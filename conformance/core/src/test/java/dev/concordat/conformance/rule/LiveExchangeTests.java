package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an exchange while it passes is what is said of its recording. */
final class LiveExchangeTests {
  private static final Judge JUDGE = new Judge(Contracts.shipped(), null);
  private static final String URL = "https://chat.intern-ai.org.cn/api/v1/chat/completions";

  // Live there are bytes, or none, and headers alone tell what they are.
  static Stream<ExchangeCase> cases() {
    return ExchangeCasesTests.cases().filter(each -> isKept(each.read()));
  }

  private static boolean isKept(Exchange exchange) {
    Exchange.Response response = exchange.response();
    if (response == null || exchange.broken() != null) {
      return false;
    }
    Body body = response.body();
    return body == null
        || (body.undecoded() == null
            && body.whole() == 0
            && Objects.equals(body.mediaType(), response.headers().first("Content-Type")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedAsItsRecordingIs(ExchangeCase exchangeCase) {
    Exchange recorded = exchangeCase.read();
    assertSame(recorded.request(), recorded.response());
  }

  private static Exchange.Request streamed() {
    Body asked =
        Body.of(
            "application/json",
            "{\"model\":\"internlm3-latest\",\"stream\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    return new Exchange.Request("POST", URL, Headers.of("Content-Type", "application/json"), asked);
  }

  @Test
  void streamThatEndsBeforeItsFirstByteIsAnAnswerWithoutBody() {
    Exchange.Request request = streamed();
    Exchange.Response response =
        new Exchange.Response(200, Headers.of("Content-Type", "text/event-stream"), null);
    assertSame(request, response);
    assertThat(JUDGE.begin(request, response).end().findings())
        .extracting(finding -> finding.rule())
        .containsExactly("response.body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "application/json", "text/event-stream; charset=utf-8"})
  void anotherContentTypeBesideThatOfAStreamIsSaidAtOnce(String other) {
    Exchange.Request request = streamed();
    Headers headers =
        new Headers.Builder()
            .add("Content-Type", "text/event-stream")
            .add("Content-Type", other)
            .build();
    String stream =
        "data: {\"id\":\"1\",\"model\":\"internlm3-latest\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    assertSame(request, new Exchange.Response(200, headers, Body.of("text/event-stream", stream)));
  }

  /** Readers of streams leave at the last event, and nothing is to come behind it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the caller closed the connection | true | ",
        "the caller closed the connection | false | response.broken",
        "connection reset | true | response.broken",
        "connection reset | false | stream.terminator, response.broken"
      })
  void callerMayLeaveBehindTheLastEvent(String broken, boolean hasEnded, String rules) {
    String stream =
        "data: {\"id\":\"1\",\"model\":\"internlm3-latest\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n"
            + (hasEnded ? "data: [DONE]\n\n" : "");
    Headers headers = Headers.of("Content-Type", "text/event-stream");
    Body body = Body.of("text/event-stream", stream);

    LiveExchange live = JUDGE.begin(streamed(), new Exchange.Response(200, headers, null));
    live.body(body.bytes(), 0, body.bytes().length);
    Judgement judgement = live.broken(broken);

    assertThat(judgement.findings().stream().map(Finding::rule).collect(Collectors.joining(", ")))
        .isEqualTo(rules == null ? "" : rules);
    assertThat(
            JUDGE.judge(
                new Exchange(
                    null,
                    null,
                    streamed(),
                    new Exchange.Response(200, headers, body),
                    false,
                    broken)))
        .isEqualTo(judgement);
  }

  private static void assertSame(Exchange.Request request, Exchange.Response response) {
    LiveExchange live =
        JUDGE.begin(request, new Exchange.Response(response.status(), response.headers(), null));
    byte[] body = response.body() == null ? new byte[0] : response.body().bytes();
    for (int at = 0; at < body.length; at += 7) {
      live.body(body, at, Math.min(7, body.length - at));
    }
    assertThat(live.end()).isEqualTo(JUDGE.judge(new Exchange(request, response)));
  }
}
