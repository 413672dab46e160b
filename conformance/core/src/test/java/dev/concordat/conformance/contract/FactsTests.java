package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Double entry: what the documents assert stands once in the contract and once in {@code facts/},
 * written down independently. Whoever changes one alone fails here.
 */
final class FactsTests {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "required",
          "enum",
          "const",
          "x-extensible-enum",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "maxLength",
          "maxProperties",
          "format",
          "default",
          "deprecated",
          "additionalProperties",
          "propertyName",
          "$ref",
          "name",
          "in",
          "url",
          "scheme",
          "operationId",
          "x-pattern",
          "x-signature",
          "x-media-type-required",
          "x-error",
          "code",
          "message",
          "requests",
          "seconds",
          "scope");

  private static List<String> providers() {
    return Contracts.shipped().all().stream().map(Contract::provider).toList();
  }

  private static JsonNode contract(String provider) {
    return TestFiles.read(TestFiles.SPEC.resolve(provider).resolve("openapi.yaml"));
  }

  private static Map<String, JsonNode> facts(String provider) {
    Path file = TestFiles.resource("facts/" + provider + ".yaml");
    return Facts.of(TestFiles.read(file));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void contractAndDocumentsSayTheSame(String provider) {
    Map<String, JsonNode> contract = Facts.of(contract(provider));
    Map<String, JsonNode> facts = facts(provider);
    Set<String> pointers = new TreeSet<>(contract.keySet());
    pointers.addAll(facts.keySet());

    assertThat(pointers)
        .allSatisfy(
            pointer ->
                assertThat(contract.get(pointer))
                    .as("in the contract of %s, at %s", provider, pointer)
                    .isEqualTo(facts.get(pointer)));
  }

  @Test
  void everyContractHasItsFacts() {
    assertThat(TestFiles.resources("facts").stream().map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            providers().stream().map(provider -> provider + ".yaml").toList());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyChangeOfAKeywordIsSeen(String provider) {
    JsonNode contract = contract(provider);
    Map<String, JsonNode> facts = facts(provider);
    List<JsonPointer> keywords = new ArrayList<>();
    keywords(JsonPointer.empty(), contract, keywords);

    assertThat(keywords).hasSizeGreaterThan(20);
    for (JsonPointer keyword : keywords) {
      for (JsonNode changed : changes(contract.at(keyword))) {
        JsonNode copy = contract.deepCopy();
        ((ObjectNode) copy.at(keyword.head())).set(keyword.last().getMatchingProperty(), changed);
        assertThat(Facts.of(copy)).as("%s = %s", keyword, changed).isNotEqualTo(facts);
      }
      JsonNode without = contract.deepCopy();
      ((ObjectNode) without.at(keyword.head())).remove(keyword.last().getMatchingProperty());
      assertThat(Facts.of(without)).as("without %s", keyword).isNotEqualTo(facts);
    }
  }

  // Found by name alone and wherever they stand but in what explains, so that no row is left out
  // for the reason that a fact is.
  private static void keywords(JsonPointer at, JsonNode node, List<JsonPointer> found) {
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      JsonPointer place = at.appendProperty(child.getKey());
      boolean isProperty = at.toString().endsWith("/properties");
      if (KEYWORDS.contains(child.getKey()) && !isProperty && !isElsewhere(place)) {
        found.add(place);
      }
      keywords(place, child.getValue(), found);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      keywords(at.appendIndex(i), node.get(i), found);
    }
  }

  private static boolean isElsewhere(JsonPointer place) {
    return place
        .toString()
        .matches("/(info|tags|x-documents)/.*|.*/x-(event-stream|when|agreement)/.*");
  }

  private static List<JsonNode> changes(JsonNode value) {
    List<JsonNode> changes = new ArrayList<>();
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        ArrayNode fewer = (ArrayNode) value.deepCopy();
        fewer.remove(i);
        changes.add(fewer);
        ArrayNode other = (ArrayNode) value.deepCopy();
        other.set(i, NODES.stringNode("other"));
        changes.add(other);
      }
      changes.add(((ArrayNode) value.deepCopy()).add("more"));
    } else if (value.isNumber()) {
      changes.add(NODES.numberNode(value.decimalValue().add(java.math.BigDecimal.ONE)));
      changes.add(NODES.numberNode(value.decimalValue().subtract(java.math.BigDecimal.ONE)));
    } else if (value.isBoolean()) {
      changes.add(NODES.booleanNode(!value.booleanValue()));
    } else {
      changes.add(NODES.stringNode(value.asString("") + "x"));
    }
    return changes;
  }
}
