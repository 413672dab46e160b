package dev.concordat.conformance.server.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ErrorFormTests {
  private static final List<String> KINDS =
      List.of(
          "invalid-request",
          "unauthorized",
          "not-found",
          "method-not-allowed",
          "too-large",
          "media-type",
          "rate-limit",
          "internal",
          "overload");

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas", "qianfan"})
  void eachKindIsWhatTheContractDescribesOfItsStatus(String provider) {
    Contract contract = Caller.CONTRACTS.of(provider);
    ErrorForm form = new ErrorForm(contract.errors());
    for (String kind : KINDS) {
      JsonNode body = JsonText.of(form.body(kind)).value();
      assertThat(body).isNotNull();
      for (Operation operation : contract.operations()) {
        Operation.Response described = operation.response(form.kind(kind).status());
        if (described != null) {
          assertThat(
                  contract
                      .engine()
                      .validate(body, described.content().get("application/json").schema()))
              .isEmpty();
        }
      }
    }
  }
}
