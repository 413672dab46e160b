package dev.concordat.conformance.testing.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.testing.JudgedExchange;
import dev.concordat.conformance.testing.RecordedExchanges;

final class RecordedExchangesRecipesTests {
  @RecordedExchanges("recordings")
  void isUnderstood(JudgedExchange recorded) {
    assertThat(recorded.judgement().operation()).isEqualTo("createChatCompletion");
  }
}
