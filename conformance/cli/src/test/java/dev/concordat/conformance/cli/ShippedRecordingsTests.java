package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every documented sample, judged. */
final class ShippedRecordingsTests {
  @Test
  void everyDocumentedExchangeConformsOrDrifts() {
    Run run = Run.of("check", "--format", "json");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
    JsonNode report = new JsonMapper().readTree(run.out());
    Set<String> providers = new HashSet<>();
    for (JsonNode exchange : report.path("exchanges")) {
      providers.add(exchange.path("provider").asString());
      assertThat(exchange.path("verdict").asString())
          .as(exchange.toString())
          .isIn("conforms", "drifts");
      assertThat(exchange.path("file").asString())
          .startsWith(exchange.path("provider").asString() + "/recordings/");
    }
    assertThat(report.path("exchanges").size()).isGreaterThanOrEqualTo(40);
    assertThat(providers).contains("azion", "intern", "maas", "qianfan");
    assertThat(report.at("/summary/unchecked").intValue()).isZero();
    assertThat(report.at("/summary/violates").intValue()).isZero();
  }
}
