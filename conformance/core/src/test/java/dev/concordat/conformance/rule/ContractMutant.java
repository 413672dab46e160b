package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.TestFiles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider's contract and ledger with one thing in them changed: a constraint, a member of an
 * extension, a tolerance of the ledger.
 *
 * @param place the file and the pointer of what is changed
 * @param change what became of it
 */
record ContractMutant(
    String provider, String place, String change, JsonNode contract, JsonNode ledger) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What holds of values; what only explains is left alone. */
  private static final Set<String> CONSTRAINTS =
      Set.of(
          "additionalProperties",
          "anyOf",
          "const",
          "enum",
          "format",
          "if",
          "items",
          "maximum",
          "maxItems",
          "maxLength",
          "maxProperties",
          "minimum",
          "minItems",
          "minLength",
          "minProperties",
          "not",
          "oneOf",
          "pattern",
          "required",
          "type",
          "uniqueItems",
          "x-error",
          "x-error-headers",
          "x-extensible-enum",
          "x-media-type-required",
          "x-pattern",
          "x-signature");

  private static final Set<String> OF_STREAMS =
      Set.of("x-event-stream", "x-when", "x-agreement", "x-error-headers", "x-signature");
  private static final Set<String> OF_NAMES =
      Set.of("properties", "schemas", "parameters", "responses", "headers", "paths", "content");

  @Override
  public String toString() {
    return "%s %s".formatted(place, change);
  }

  /** All of a provider. */
  static List<ContractMutant> of(String provider) {
    JsonNode contract = TestFiles.read(TestFiles.SPEC.resolve(provider).resolve("openapi.yaml"));
    JsonNode ledger = TestFiles.read(TestFiles.SPEC.resolve(provider).resolve("ledger.yaml"));
    List<ContractMutant> all = new ArrayList<>();
    for (JsonPointer at : constraints(contract)) {
      for (Change change : changes(at, contract.at(at))) {
        JsonNode changed = change.in(contract);
        all.add(
            new ContractMutant(
                provider, provider + "/openapi.yaml#" + at, change.told(), changed, ledger));
      }
    }
    for (JsonPointer at : tolerances(ledger)) {
      JsonNode changed = new Change(at, null, "removed").in(ledger);
      all.add(
          new ContractMutant(
              provider,
              "%s/ledger.yaml#%s %s".formatted(provider, at, ledger.at(at)),
              "removed",
              contract,
              changed));
    }
    return all;
  }

  private static List<JsonPointer> constraints(JsonNode contract) {
    List<JsonPointer> found = new ArrayList<>();
    collect(JsonPointer.empty().appendProperty("paths"), contract.path("paths"), true, found);
    collect(
        JsonPointer.empty().appendProperty("components"),
        contract.path("components"),
        false,
        found);
    return found;
  }

  private static void collect(
      JsonPointer at, JsonNode node, boolean hasNames, List<JsonPointer> found) {
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      String key = child.getKey();
      JsonPointer place = at.appendProperty(key);
      boolean isKeyword = !hasNames;
      if (isKeyword && OF_STREAMS.contains(key)) {
        members(place, child.getValue(), found);
      } else {
        // Beside values that are listed their type says nothing more.
        boolean isRedundant = key.equals("type") && (node.has("const") || node.has("enum"));
        if (isKeyword && CONSTRAINTS.contains(key) && !isRedundant) {
          found.add(place);
        }
        boolean isExplanation =
            isKeyword && Set.of("examples", "x-source", "x-ledger", "default").contains(key);
        if (!isExplanation) {
          collect(place, child.getValue(), isKeyword && OF_NAMES.contains(key), found);
        }
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(at.appendIndex(i), node.get(i), false, found);
    }
  }

  // Each thing that an extension says, however deep.
  private static void members(JsonPointer at, JsonNode node, List<JsonPointer> found) {
    found.add(at);
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      if (!child.getKey().startsWith("x-") && !child.getKey().equals("description")) {
        members(at.appendProperty(child.getKey()), child.getValue(), found);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      if (node.get(i).isObject()) {
        members(at.appendIndex(i), node.get(i), found);
      }
    }
  }

  private static List<JsonPointer> tolerances(JsonNode ledger) {
    List<JsonPointer> found = new ArrayList<>();
    JsonNode entries = ledger.path("entries");
    for (int i = 0; i < entries.size(); i++) {
      JsonNode observed = entries.get(i).path("observed");
      for (int k = 0; k < observed.size(); k++) {
        found.add(JsonPointer.compile("/entries/%d/observed/%d".formatted(i, k)));
      }
    }
    return found;
  }

  private static List<Change> changes(JsonPointer at, JsonNode value) {
    List<Change> changes = new ArrayList<>();
    // What OpenAPI assumes where nothing is said is the same contract without the word.
    boolean isAssumed =
        value.isBoolean() && !value.booleanValue() && at.last().matchesProperty("required");
    if (!isAssumed) {
      changes.add(new Change(at, null, "removed"));
    }
    boolean isList = value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode);
    if (isList && value.size() > 1) {
      for (int i = 0; i < value.size(); i++) {
        ArrayNode fewer = (ArrayNode) value.deepCopy();
        fewer.remove(i);
        changes.add(new Change(at, fewer, "without " + value.get(i)));
      }
    } else if (value.isNumber()) {
      for (BigDecimal by : List.of(BigDecimal.ONE, BigDecimal.ONE.negate())) {
        JsonNode other = NODES.numberNode(value.decimalValue().add(by));
        changes.add(new Change(at, other, "is " + other));
      }
    } else if (value.isBoolean()) {
      JsonNode other = NODES.booleanNode(!value.booleanValue());
      changes.add(new Change(at, other, "is " + other));
    }
    return changes;
  }

  private record Change(JsonPointer at, @Nullable JsonNode value, String told) {
    JsonNode in(JsonNode document) {
      JsonNode copy = document.deepCopy();
      JsonNode owner = copy.at(at.head());
      JsonPointer last = at.last();
      if (owner instanceof ObjectNode object) {
        if (value == null) {
          object.remove(last.getMatchingProperty());
        } else {
          object.set(last.getMatchingProperty(), value);
        }
      } else if (value == null) {
        ((ArrayNode) owner).remove(last.getMatchingIndex());
      } else {
        ((ArrayNode) owner).set(last.getMatchingIndex(), value);
      }
      return copy;
    }
  }
}
