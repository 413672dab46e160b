package dev.concordat.conformance.server.emulator;

import static dev.concordat.conformance.server.emulator.Caller.json;
import static dev.concordat.conformance.server.emulator.Caller.status;
import static dev.concordat.conformance.server.emulator.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTests {
  private static final Emulator EMULATOR = Emulator.start();

  @AfterAll
  static void close() {
    EMULATOR.close();
  }

  private static Exchange any(String provider, String fault) throws Exception {
    return new Caller(EMULATOR, provider).any(Emulator.FAULT_HEADER, fault);
  }

  private static Exchange stream(String provider, String fault) throws Exception {
    return new Caller(EMULATOR, provider).anyStream(Emulator.FAULT_HEADER, fault);
  }

  private static List<String> rules(String provider, Exchange exchange) {
    return new Caller(EMULATOR, provider)
        .judge(exchange).findings().stream()
            .map(Finding::rule)
            .filter(rule -> !rule.equals("value.undocumented"))
            .toList();
  }

  @Test
  void latencyDelaysTheAnswer() throws Exception {
    long start = System.nanoTime();
    Exchange exchange = any("maas", "latency=300");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
    assertThat(rules("maas", exchange)).isEmpty();
  }

  @Test
  void dripSplitsTheAnswerAndKeepsItsBytes() throws Exception {
    long start = System.nanoTime();
    Exchange slow = stream("intern", "drip=2");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
    assertThat(rules("intern", slow)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "intern,400,-20048",
    "maas,429,rate_limit_exceeded",
    "azion,429,rate_limit_exceeded",
    "qianfan,429,18"
  })
  void rateLimitIsSaidInTheProvidersWay(String provider, int status, String code) throws Exception {
    Exchange exchange = any(provider, "rate-limit");

    assertThat(status(exchange)).isEqualTo(status);
    assertThat(text(exchange)).contains(code);
    assertThat(exchange.response().headers().first("Retry-After"))
        .isEqualTo(status == 429 ? "1" : null);
  }

  @Test
  void rateLimitMayComeAfterSomeRequests() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").fault("rate-limit=2").start()) {
      Caller caller = new Caller(emulator, "maas");
      assertThat(List.of(status(caller.any()), status(caller.any()), status(caller.any())))
          .containsExactly(200, 200, 429);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "intern,400,-20014",
    "maas,503,overloaded",
    "azion,503,overloaded",
    "qianfan,503,336100"
  })
  void overloadIsSaidInTheProvidersWay(String provider, int status, String code) throws Exception {
    Exchange exchange = any(provider, "overload");

    assertThat(status(exchange)).isEqualTo(status);
    assertThat(text(exchange)).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"intern", "azion", "maas"})
  void errorEventEndsAStream(String provider) throws Exception {
    Exchange exchange = stream(provider, "error-event=3");

    assertThat(rules(provider, exchange)).containsExactly("stream.error");
    assertThat(text(exchange).split("\n\n", -1)).hasSize(5);
  }

  @Test
  void cutStreamBreaksTheConnection() {
    assertThatThrownBy(() -> stream("intern", "cut=2")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> any("qianfan", "cut")).isInstanceOf(IOException.class);
  }

  @Test
  void malformedChunkIsNoJson() throws Exception {
    assertThat(rules("maas", stream("maas", "malformed-chunk=2"))).containsExactly("json.syntax");
    assertThat(rules("qianfan", any("qianfan", "malformed-chunk"))).containsExactly("json.syntax");
  }

  @Test
  void errorMayHaveTheStatusOfSuccess() throws Exception {
    assertThat(rules("maas", any("maas", "error-in-200"))).containsExactly("response.error");
    assertThat(rules("intern", stream("intern", "error-in-200"))).containsExactly("response.when");
    Exchange documented = any("qianfan", "error-in-200");
    assertThat(rules("qianfan", documented)).isEmpty();
    assertThat(json(documented).path("error_code").asInt()).isEqualTo(500000);
  }

  @Test
  void emptyAnswerHasItsErrorInTheHeaders() throws Exception {
    Exchange exchange = any("qianfan", "empty-200");

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(text(exchange)).isEmpty();
    assertThat(exchange.response().headers().first("X-Bce-Error-Code")).isEqualTo("500000");
    assertThat(rules("qianfan", exchange)).containsExactly("response.error-headers");
  }

  @Test
  void gatewayPageIsHtml() throws Exception {
    Exchange exchange = stream("azion", "html-502");

    assertThat(status(exchange)).isEqualTo(502);
    assertThat(exchange.response().headers().first("Content-Type")).isEqualTo("text/html");
  }

  @Test
  void faultsAddUp() throws Exception {
    assertThat(status(any("maas", "latency=200, html-502"))).isEqualTo(502);
    assertThat(status(any("maas", "html-502, latency=1"))).isEqualTo(502);
  }

  @ParameterizedTest
  @CsvSource({"nope", "latency=x", "latency=-1", "cut=99999999", "=", "<script>"})
  void faultThatIsNoneIsRefused(String fault) throws Exception {
    Exchange exchange = any("maas", fault);

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange)).contains("X-Concordat-Fault").doesNotContain("<script>");
    assertThatThrownBy(() -> Emulator.builder().fault(fault))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
