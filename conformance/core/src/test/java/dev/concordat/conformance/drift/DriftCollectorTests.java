package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.drift.Drift.Kind;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftCollectorTests {
  private final DriftCollector collector = new DriftCollector();
  private final Judge judge =
      new Judge(DriftCases.CONTRACTS, NamedProviders.ofAll("intern"), collector);

  @Test
  void nothingIsCollectedOfNoExchange() {
    assertThat(collector.drifts()).isEmpty();
  }

  @Test
  void noSecretIsKept() throws Exception {
    List<Drift> drifts = DriftCases.drifts("secrets.jsonl");

    assertThat(DriftCases.lines(drifts)).isNotEmpty();
    assertThat(drifts.get(0).undocumented().toString()).doesNotContainIgnoringCase("canary");
  }

  @Test
  void keysOfMapsAreNotShown() throws Exception {
    assertThat(DriftCases.lines(DriftCases.drifts("keys-of-maps.jsonl")))
        .noneMatch(line -> line.contains("CANARY"))
        .anyMatch(line -> line.contains("/logit_bias/*"));
  }

  // Findings of one exchange are limited, and what is counted is not.
  @Test
  void everySightingIsCounted() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      parts.add("{\"type\":\"text\",\"text\":\"hi\",\"cache\":true}");
    }
    judgeRequest(
        "{\"model\":\"internlm3-latest\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
            .formatted(parts));

    Drift.Undocumented field = collector.drifts().get(0).undocumented(Kind.FIELD).get(0);
    assertThat(field.seen().count()).isEqualTo(500);
    assertThat(field.seen().exchanges()).isEqualTo(1);
  }

  @Test
  void tooManyDifferentFieldsAreCountedTogether() {
    for (int round = 0; round < 3; round++) {
      String fields =
          IntStream.range(round * 1000, round * 1000 + 1000)
              .mapToObj(i -> "\"field_%d\":1".formatted(i))
              .collect(Collectors.joining(","));
      judgeRequest("{\"model\":\"internlm3-latest\",\"messages\":[],%s}".formatted(fields));
    }

    Drift drift = collector.drifts().get(0);
    assertThat(drift.undocumented()).hasSize(ContractTally.MAX_THINGS);
    assertThat(drift.notKept()).isEqualTo(3000 - ContractTally.MAX_THINGS);
  }

  @Test
  void exampleIsAValueThatMayBeShownWhereThereIsOne() {
    for (String value : List.of("null", "\"%s\"".formatted("a ".repeat(50)), "\"short\"", "null")) {
      judgeRequest("{\"model\":\"internlm3-latest\",\"messages\":[],\"x\":%s}".formatted(value));
    }

    Drift.Undocumented field = collector.drifts().get(0).undocumented(Kind.FIELD).get(0);
    assertThat(field.example()).hasToString("\"short\"");
  }

  private void judgeRequest(String body) {
    Exchange.Request request =
        new Exchange.Request(
            "POST", "/chat/completions", Headers.of(), Body.of("application/json", body));
    judge.judge(new Exchange(null, null, request, null, true));
  }
}
