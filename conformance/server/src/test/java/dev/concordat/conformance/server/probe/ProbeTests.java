package dev.concordat.conformance.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTests {
  private static final Contracts CONTRACTS = Contracts.shipped();

  private static Probe probe(Emulator emulator, String provider) {
    return Probe.of(CONTRACTS.of(provider), emulator.url(provider))
        .token(emulator.token())
        .accessKey(emulator.accessKey(), emulator.secretKey())
        .unpaced();
  }

  private static List<CaseResult> run(Probe probe) throws Exception {
    List<CaseResult> results = new ArrayList<>();
    probe.run(results::add);
    return results;
  }

  private static List<CaseResult> with(List<CaseResult> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azion", "intern", "maas", "qianfan"})
  void emulatorPassesWhole(String provider) throws Exception {
    try (Emulator emulator = Emulator.builder().provider(provider).start()) {
      Probe probe = probe(emulator, provider);
      List<CaseResult> results = run(probe);

      assertThat(results).hasSize(probe.size());
      assertThat(with(results, Outcome.FAIL)).isEmpty();
      assertThat(with(results, Outcome.WARN)).isEmpty();
      assertThat(with(results, Outcome.SKIP))
          .allMatch(result -> result.reason().startsWith("the contract describes no answer"));
    }
  }

  @Test
  void failureIsNoRefusal() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("qianfan").fault("html-502").start()) {
      assertThat(run(probe(emulator, "qianfan")))
          .filteredOn(result -> result.name().startsWith("refuses"))
          .isNotEmpty()
          .allSatisfy(
              result ->
                  assertThat(result.findings())
                      .extracting(Finding::rule)
                      .containsExactly("probe.refusal"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "intern, latency=2000, probe.timeout",
    "qianfan, latency=2000, probe.timeout",
    "azion, drip=400, probe.timeout",
    "qianfan, drip=400, probe.timeout",
    "intern, rate-limit, probe.refused-for-now",
    "maas, rate-limit, probe.refused-for-now",
    "qianfan, rate-limit, probe.refused-for-now",
    "intern, overload, probe.refused-for-now",
    "azion, overload, probe.refused-for-now",
    "qianfan, overload, probe.refused-for-now",
    "intern, error-event, stream.error",
    "azion, error-event, stream.error",
    "maas, error-event, stream.error",
    "intern, cut, probe.connection",
    "maas, cut, probe.connection",
    "qianfan, cut, probe.connection",
    "maas, malformed-chunk, json.syntax",
    "qianfan, malformed-chunk, json.syntax",
    "azion, error-in-200, response.error",
    "intern, error-in-200, response.error",
    "qianfan, error-in-200, probe.error-answer",
    "qianfan, empty-200, response.error-headers",
    "maas, empty-200, response.body",
    "intern, html-502, probe.status",
    "maas, html-502, probe.status",
    "qianfan, html-502, probe.status"
  })
  void eachFaultFailsWithItsFinding(String provider, String fault, String rule) throws Exception {
    try (Emulator emulator = Emulator.builder().provider(provider).fault(fault).start()) {
      boolean isSlow = fault.startsWith("latency") || fault.startsWith("drip");
      List<CaseResult> results =
          run(
              probe(emulator, provider)
                  .budget(isSlow ? 1 : 5)
                  .timeout(isSlow ? Duration.ofMillis(900) : Duration.ofMinutes(5)));

      List<CaseResult> failed = with(results, Outcome.FAIL);
      assertThat(failed).isNotEmpty();
      assertThat(failed).anySatisfy(result -> assertThat(result.reason()).startsWith(rule + ": "));
      assertThat(failed.stream().flatMap(r -> r.findings().stream()).map(Finding::rule))
          .contains(rule);
    }
  }

  @Test
  void budgetIsKept() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").start()) {
      List<CaseResult> results = new ArrayList<>();
      int requests = probe(emulator, "maas").budget(7).run(results::add);

      assertThat(requests).isEqualTo(7);
      assertThat(with(results, Outcome.PASS)).hasSizeBetween(7, 8);
      assertThat(with(results, Outcome.SKIP))
          .anyMatch(result -> result.reason().equals("the budget of requests is spent"));
    }
  }

  @Test
  void serverThatTakesEverythingDrifts() throws Exception {
    try (ConstantServer server = ConstantServer.lenient()) {
      List<CaseResult> results = run(Probe.of(CONTRACTS.of("azion"), server.url()).unpaced());

      List<CaseResult> warnings = with(results, Outcome.WARN);
      assertThat(warnings).hasSizeGreaterThan(40);
      assertThat(warnings)
          .anySatisfy(
              result -> {
                assertThat(result.name())
                    .isEqualTo(
                        "refuses temperature: expected at most 2; found 3 (ChatCompletionRequest)");
                assertThat(result.findings()).extracting(Finding::rule).contains("probe.accepted");
                assertThat(result.contract()).endsWith("/properties/temperature/maximum");
              });
      assertThat(results)
          .anySatisfy(
              result -> {
                assertThat(result.name()).isEqualTo("refuses a missing credential");
                assertThat(result.outcome()).isEqualTo(Outcome.SKIP);
              });
      // It answers one choice to whoever asks for two, and no stream to whoever asks for one.
      assertThat(with(results, Outcome.FAIL))
          .anySatisfy(result -> assertThat(result.reason()).startsWith("answer.choices: "))
          .anySatisfy(result -> assertThat(result.reason()).startsWith("response.when: "));
    }
  }

  @Test
  void serverThatIsNotThereFails() throws Exception {
    // Bound, so that nobody else takes it, and not listened on.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + taken.getLocalPort();
      List<CaseResult> results = run(Probe.of(CONTRACTS.of("maas"), url).budget(2).unpaced());

      assertThat(with(results, Outcome.FAIL))
          .hasSize(2)
          .allMatch(result -> result.reason().startsWith("probe.connection: "));
    }
  }

  @Test
  void serverThatGivesNoAnswerIsNotAskedAgain() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("azion").fault("latency=2000").start()) {
      List<CaseResult> results = new ArrayList<>();
      int requests = probe(emulator, "azion").timeout(Duration.ofMillis(300)).run(results::add);

      assertThat(requests).isEqualTo(1);
      assertThat(with(results, Outcome.FAIL)).hasSize(1);
      assertThat(with(results, Outcome.SKIP))
          .hasSize(results.size() - 1)
          .anyMatch(r -> r.reason().equals("the server gave no answer to the minimal request"));
    }
  }

  @ParameterizedTest
  @CsvSource({"azion, 1", "intern, 2", "qianfan, 1"})
  void serverThatWantsAnotherCredentialIsNotAskedAgain(String provider, int operations)
      throws Exception {
    try (Emulator emulator = Emulator.builder().provider(provider).start()) {
      List<CaseResult> results = new ArrayList<>();
      int requests =
          probe(emulator, provider).token("wrong").accessKey("wrong", "wrong").run(results::add);

      assertThat(requests).isEqualTo(operations);
      assertThat(with(results, Outcome.FAIL)).hasSize(operations);
      assertThat(with(results, Outcome.PASS)).isEmpty();
      assertThat(with(results, Outcome.SKIP))
          .anyMatch(r -> r.reason().endsWith("minimal request for want of a good credential"));
    }
  }

  @Test
  void serverThatHasTooMuchToDoIsNotAskedAgain() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("azion").fault("rate-limit").start()) {
      List<CaseResult> results = new ArrayList<>();

      assertThat(probe(emulator, "azion").run(results::add)).isEqualTo(1);
      assertThat(with(results, Outcome.SKIP))
          .anyMatch(
              r -> r.reason().equals("the server had too much to do for the minimal request"));
    }
  }

  @Test
  void refusalsOfServerThatRefusesAllSayNothing() throws Exception {
    String no = "{\"error\": {\"message\": \"no\", \"type\": \"invalid_request_error\"}}";
    try (ConstantServer server = ConstantServer.of(400, no)) {
      List<CaseResult> results = run(Probe.of(CONTRACTS.of("azion"), server.url()).unpaced());

      assertThat(with(results, Outcome.FAIL)).hasSizeGreaterThan(2);
      assertThat(with(results, Outcome.PASS)).isEmpty();
      assertThat(with(results, Outcome.SKIP))
          .anyMatch(r -> r.reason().startsWith("the server refuses the minimal request, so"));
    }
  }

  @Test
  void exchangesCanBeTakenAndJudgedAgain() throws Exception {
    List<Exchange> taken = new ArrayList<>();
    try (Emulator emulator = Emulator.builder().provider("intern").start()) {
      probe(emulator, "intern").budget(6).record(taken::add).run(result -> {});
    }
    assertThat(taken).hasSize(6).allMatch(exchange -> exchange.started() != null);
    assertThat(taken.subList(5, 6))
        .allMatch(
            exchange -> new Judge(CONTRACTS, null).judge(exchange).verdict() == Verdict.CONFORMS);
  }

  @Test
  void documentedRateIsThePace() {
    Contract intern = CONTRACTS.of("intern");

    assertThat(Conversation.pace(intern.operations().get(0))).isEqualTo(Duration.ZERO);
    assertThat(Conversation.pace(intern.operations().get(1))).isEqualTo(Duration.ofSeconds(6));
  }
}
