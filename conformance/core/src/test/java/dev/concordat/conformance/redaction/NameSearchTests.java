package dev.concordat.conformance.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an exchange need not be looked through for secrets, and where it has to be. */
final class NameSearchTests {
  private static final Set<String> NAMES = Set.of("x-service-tier", "service_tier", "x-id");
  private static final Set<NameSearch.Member> NONE = Set.of();
  private static final Set<NameSearch.Member> TIER =
      Set.of(new NameSearch.Member("tier", "standard"));

  private static Exchange exchange(String url, Headers sent, String body, Headers received) {
    return new Exchange(
        new Exchange.Request("POST", url, sent, Body.of("application/json", "{}")),
        new Exchange.Response(200, received, Body.of("application/json; charset=utf-8", body)));
  }

  private static Exchange answered(String body) {
    return exchange("https://a.example/v1", Headers.of(), body, Headers.of("X-Service-Tier", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"service_tier\":1}",
        "{\"a\": 1,\n \"service_tier\"\t:\r {\"x-service-tier\" :2}}",
        "{\"service_tier_of_old\":1}",
        "{\"a\":\"the service is of any tier\"}",
        "{\"a\":\"service\"}"
      })
  void aNameThatIsNothingElseIsNoSecret(String body) {
    assertThat(NameSearch.mayBeSecret(NAMES, NONE, answered(body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"service_tier\"}",
        "{\"password\":\"my SERVICE_TIER!\"}",
        "{\"password\":\"ervice_tie\"}",
        "{\"a\":\"{\\\"service_tier\\\":1}\"}",
        "[\"service_tier\"]",
        "service_tier: 1",
        "\"service_tier\":1",
        "{\"a\":[1,\"service_tier\"]}",
        "token=service_tier",
        "{\"a\":\"password \\\"service_tier\\\": 1\"}"
      })
  void whatStandsWhereAValueMayBeIsLookedThrough(String body) {
    assertThat(NameSearch.mayBeSecret(NAMES, NONE, answered(body))).isTrue();
  }

  @Test
  void everyPlaceOfAnExchangeCounts() {
    Headers none = Headers.of();
    Headers key = Headers.of("Authorization", "Bearer service_tier");
    assertThat(
            NameSearch.mayBeSecret(
                NAMES, NONE, exchange("https://a/?service_tier", none, "", none)))
        .isTrue();
    assertThat(
            NameSearch.mayBeSecret(
                NAMES, NONE, exchange("https://a/?k=service%5Ftier", none, "", none)))
        .isTrue();
    assertThat(NameSearch.mayBeSecret(NAMES, NONE, exchange("https://a/", key, "", none))).isTrue();
    assertThat(NameSearch.mayBeSecret(NAMES, NONE, exchange("https://a/", none, "", key))).isTrue();
  }

  @Test
  void inWhatIsNoJsonNothingIsAName() {
    Body text = Body.of("text/plain", "{\"service_tier\":1}");
    Exchange exchange =
        new Exchange(
            new Exchange.Request("POST", "https://a/", Headers.of(), text),
            new Exchange.Response(200, Headers.of(), null));

    assertThat(NameSearch.mayBeSecret(NAMES, NONE, exchange)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-abcdefgh12345678",
        "a3f9c1d27b",
        "someone@example.com",
        "two words",
        "c2VjcmV0LXBhc3N3b3Jk",
        "名称名称名称",
        "service/tier"
      })
  void aNameThatIsNoOrdinaryWordIsAlwaysLookedFor(String name) {
    assertThat(NameSearch.mayBeSecret(Set.of(name), NONE, answered("{}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tier\":\"standard\"}",
        "{\"a\": {\"standard\":1,\n \"tier\"\t:\r \"standard\" }}",
        "{\"a\":\"the stand and arduous\",\"tier\":\"standard\",\"b\":1}",
        "{\"standard_of_old\":1,\"tier\":\"standard\"}"
      })
  void aValueThatStandsOnceAtItsMemberIsNoSecret(String body) {
    assertThat(NameSearch.mayBeSecret(Set.of(), TIER, answered(body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tier\":\"s\\u0074andard\"}",
        "{\"tier\":\"standard\",\"b\":{\"tier\":\"standard\"}}",
        "{\"tier\":\"standard\",\"password\":\"standard\"}",
        "{\"tier\":\"standard\",\"password\":\"STANDARD\"}",
        "{\"tier\":\"standard\",\"password\":\"my standards\"}",
        "{\"tier\":\"standard\",\"a\":\"{\\\"password\\\":\\\"standard\\\"}\"}",
        "{\"password\":\"standard\"}",
        "{\"frontier\":\"standard\"}",
        "{\"tier\":[\"standard\"]}",
        "{\"tier\":\"standard\\\"\"}",
        "{\"tier\":standard\"}"
      })
  void aValueThatStandsElsewhereOrIsWrittenOtherwiseIsLookedFor(String body) {
    assertThat(NameSearch.mayBeSecret(Set.of(), TIER, answered(body))).isTrue();
  }

  @Test
  void aValueOfAnotherPartIsLookedFor() {
    Headers none = Headers.of();
    String body = "{\"tier\":\"standard\"}";
    Headers key = Headers.of("Authorization", "Bearer standard");
    Headers basic = Headers.of("Authorization", "Basic c3RhbmRhcmQ6eA==");

    assertThat(search(exchange("https://a/", none, body, none))).isFalse();
    assertThat(search(exchange("https://a/standard/x?y=1", none, body, none))).isFalse();
    for (String url :
        List.of(
            "https://a/?k=standard", "https://a/k=standard", "https://standard@a/", "a/standard")) {
      assertThat(search(exchange(url, none, body, none))).as(url).isTrue();
    }
    assertThat(search(exchange("https://a/", key, body, none))).isTrue();
    assertThat(search(exchange("https://a/", basic, body, none))).isTrue();
    assertThat(search(exchange("https://a/", none, body, key))).isTrue();
  }

  @Test
  void aNumberIsLookedForToo() {
    Set<NameSearch.Member> number = Set.of(new NameSearch.Member("made", "1700000000"));

    assertThat(NameSearch.mayBeSecret(Set.of(), number, answered("{\"made\": 1700000000}")))
        .isFalse();
    assertThat(
            NameSearch.mayBeSecret(
                Set.of(), number, answered("{\"made\":1700000000,\"pin\":17000000000}")))
        .isTrue();
    assertThat(NameSearch.mayBeSecret(Set.of(), number, answered("{\"made\":1.7e9}"))).isTrue();
  }

  @Test
  void eachOfSeveralValuesHasItsPlace() {
    Set<NameSearch.Member> both =
        Set.of(
            new NameSearch.Member("tier", "standard"), new NameSearch.Member("state", "finished"));

    assertThat(
            NameSearch.mayBeSecret(
                Set.of(), both, answered("{\"tier\":\"standard\",\"state\":\"finished\"}")))
        .isFalse();
    assertThat(
            NameSearch.mayBeSecret(
                Set.of(), both, answered("{\"tier\":\"standard\",\"x\":{\"tier\":\"standard\"}}")))
        .isTrue();
  }

  private static boolean search(Exchange exchange) {
    return NameSearch.mayBeSecret(Set.of(), TIER, exchange);
  }
}
