package dev.concordat.conformance.testing.recipes;

import static io.restassured.RestAssured.given;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.verdict.Severity;
import io.restassured.filter.Filter;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConcordatExtension.class)
final class RestAssuredRecipesTests {
  private static final String REQUEST =
      """
      {"model": "internlm3-latest", "messages": [{"role": "user", "content": "Hello"}]}
      """;

  @Test
  void answersInTheRole(Emulator emulator) {
    given()
        .filter(Concordat.contract("intern"))
        .baseUri(emulator.url("intern"))
        .header("Authorization", "Bearer " + emulator.token())
        .contentType("application/json")
        .body(REQUEST)
        .when()
        .post("/chat/completions")
        .then()
        .statusCode(200)
        .body("choices[0].message.role", Matchers.equalTo("assistant"));
  }

  @Test
  void isStrict(Emulator emulator) {
    Filter strict = Concordat.contract("intern").failOn(Severity.DRIFT);
    Filter lenient = Concordat.contract("intern").allowUnchecked();

    given()
        .filters(strict, lenient)
        .baseUri(emulator.url("intern"))
        .header("Authorization", "Bearer " + emulator.token())
        .get("/models")
        .then()
        .statusCode(200);
  }
}
