package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each contract stands by itself, so that what two of them take from one document stands twice: the
 * same edition, and the same schemas but for the ledgers that they name.
 */
final class SharedSchemasTests {
  private static JsonNode contract(String provider) {
    return TestFiles.read(TestFiles.SPEC.resolve(provider).resolve("openapi.yaml"));
  }

  private static Map<String, JsonNode> ofOpenAi(JsonNode contract) {
    Map<String, JsonNode> schemas = new TreeMap<>();
    for (Map.Entry<String, JsonNode> schema : contract.at("/components/schemas").properties()) {
      if (schema.getValue().at("/x-source/document").asString("").equals("openai")) {
        schemas.put(schema.getKey(), withoutLedger(schema.getValue().deepCopy()));
      }
    }
    return schemas;
  }

  private static JsonNode withoutLedger(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("x-ledger");
    }
    node.forEach(SharedSchemasTests::withoutLedger);
    return node;
  }

  @Test
  void azionAndMaasFollowTheSameEdition() {
    JsonNode azion = contract("azion").at("/x-documents/openai");
    JsonNode maas = contract("maas").at("/x-documents/openai");

    for (String member : List.of("version", "date")) {
      assertThat(azion.path(member).asString("")).isNotEmpty();
      assertThat(azion.path(member)).isEqualTo(maas.path(member));
    }
  }

  @Test
  void whatAzionTakesFromOpenAiIsWhatMaasTakes() {
    Map<String, JsonNode> azion = ofOpenAi(contract("azion"));
    Map<String, JsonNode> maas = ofOpenAi(contract("maas"));

    assertThat(azion).containsKeys("ChatCompletion", "ChatCompletionChunk", "Usage", "ToolCall");
    assertThat(maas).containsAllEntriesOf(azion);
  }
}
