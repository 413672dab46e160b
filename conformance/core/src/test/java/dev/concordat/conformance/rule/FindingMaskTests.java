package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A finding shows the value that it is about, unless the exchange has it for a secret. */
final class FindingMaskTests {
  private static final Judge JUDGE = new Judge(Contracts.shipped(), "maas");
  private static final String URL = "https://maas.example.com/v1/chat/completions";
  private static final String ANSWER =
      """
      {"id":"1","object":"chat.completion","created":1700000000,"model":"m","MEMBER":"horsehair",\
      "choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
      """;

  private static String findings(String url, String authorization, String more, String member) {
    String request =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]%s}"
            .formatted(more);
    Exchange exchange =
        new Exchange(
            new Exchange.Request(
                "POST",
                url,
                Headers.of("Authorization", authorization, "Content-Type", "application/json"),
                Body.of("application/json", request)),
            new Exchange.Response(
                200,
                Headers.of("Content-Type", "application/json"),
                Body.of("application/json", ANSWER.replace("MEMBER", member))));
    return JUDGE.judge(exchange).findings().toString();
  }

  @Test
  void anOrdinaryValueIsShown() {
    assertThat(findings(URL, "Bearer x", "", "serving_tier"))
        .contains("serving_tier is not described; found \"horsehair\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | Bearer horsehair            | ''                                 | serving_tier
          ''                   | Basic aG9yc2VoYWlyOng=      | ''                                 | serving_tier
          ?access_token=horsehair | Bearer x                 | ''                                 | serving_tier
          ''                   | Bearer x                    | ,"password":"horsehair"            | serving_tier
          ''                   | Bearer x                    | ,"user":"the password=horsehair, " | serving_tier
          ''                   | Bearer x                    | ,"credentials":{"tier":"HORSEHAIR"} | serving_tier
          ''                   | Bearer x                    | ''                                 | password
          """)
  void aValueThatIsASecretElsewhereIsNot(
      String query, String authorization, String more, String member) {
    assertThat(findings(URL + query, authorization, more, member))
        .contains(member + " is not described; found string of 9 characters")
        .doesNotContainIgnoringCase("horsehair");
  }
}
