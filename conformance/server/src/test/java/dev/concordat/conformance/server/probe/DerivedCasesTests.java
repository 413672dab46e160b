package dev.concordat.conformance.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.SchemaNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DerivedCasesTests {
  @Test
  void eachPositiveRequestIsWithinItsContractAndEachNegativeOneIsNot() {
    for (Contract contract : Contracts.shipped().all()) {
      for (Operation operation : contract.operations()) {
        Requests requests = new Requests(contract, operation, null);
        SchemaNode schema = requests.schema();
        for (ProbeCase each : new PositiveCases(contract, operation, requests, null).all()) {
          assertThat(isWithin(contract, operation, schema, each.body())).as(each.name()).isTrue();
        }
        for (ProbeCase each : new NegativeCases(contract, operation, requests).all()) {
          assertThat(each.headers().isEmpty() && isWithin(contract, operation, schema, each.body()))
              .as(each.name())
              .isFalse();
        }
      }
    }
  }

  private static boolean isWithin(
      Contract contract, Operation operation, SchemaNode schema, String body) {
    if (body == null) {
      return operation.requestBody() == null || !operation.requestBody().required();
    }
    JsonNode value = JsonText.of(body).value();
    return value != null && contract.engine().validate(value, schema).isEmpty();
  }

  @Test
  void newConstraintIsANewCase(@TempDir Path folder) throws IOException {
    List<String> before = names(Contracts.read(Path.of("../../spec")));
    Path intern = Files.createDirectories(folder.resolve("intern"));
    String contract = Files.readString(Path.of("../../spec/intern/openapi.yaml"));
    Files.writeString(
        intern.resolve("openapi.yaml"),
        contract.replace(
            "description: How many answers are wanted.",
            "description: How many answers are wanted.\n          minimum: 1\n          maximum: 4"));
    Files.copy(Path.of("../../spec/intern/ledger.yaml"), intern.resolve("ledger.yaml"));
    List<String> after = names(Contracts.read(folder));

    assertThat(after).containsAll(before);
    assertThat(after.stream().filter(name -> !before.contains(name)))
        .containsExactly(
            "n 1, its minimum",
            "n 4, its maximum",
            "refuses n: expected at least 1; found 0 (ChatCompletionRequest)",
            "refuses n: expected at most 4; found 5 (ChatCompletionRequest)");
  }

  private static List<String> names(Contracts contracts) {
    Contract contract = contracts.of("intern");
    Operation chat = contract.operations().get(1);
    Requests requests = new Requests(contract, chat, null);
    List<ProbeCase> all = new PositiveCases(contract, chat, requests, null).all();
    all.addAll(new NegativeCases(contract, chat, requests).all());
    return all.stream().map(ProbeCase::name).toList();
  }
}
