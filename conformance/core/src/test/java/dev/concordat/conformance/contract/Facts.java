package dev.concordat.conformance.contract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What a document asserts, as rows: a pointer into the contract and the value that stands there. A
 * list of texts is one row, and an empty object is one.
 */
final class Facts {
  // These explain and assert nothing.
  private static final Set<String> EXPLANATIONS =
      Set.of(
          "openapi",
          "info",
          "tags",
          "title",
          "summary",
          "description",
          "examples",
          "x-documents",
          "x-source",
          "x-ledger");
  // These have cases of their own.
  private static final Set<String> OF_STREAMS =
      Set.of("x-event-stream", "x-when", "x-agreement", "x-client");
  // Under these stand names, which may be those of explanations.
  private static final Set<String> OF_NAMES =
      Set.of(
          "properties",
          "patternProperties",
          "schemas",
          "parameters",
          "responses",
          "headers",
          "paths",
          "content",
          "mapping",
          "variables",
          "securitySchemes");

  private final Map<String, JsonNode> rows = new TreeMap<>();

  private Facts() {}

  /** The rows of a contract, or of a file that lists what a contract has to say. */
  static Map<String, JsonNode> of(JsonNode document) {
    Facts facts = new Facts();
    facts.collect(JsonPointer.empty(), document, false);
    return facts.rows;
  }

  private void collect(JsonPointer at, JsonNode node, boolean hasNames) {
    if (node.isValueNode() || isPlainList(node) || node.isEmpty()) {
      rows.put(at.toString(), node);
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      String key = child.getKey();
      if (hasNames || !(EXPLANATIONS.contains(key) || OF_STREAMS.contains(key))) {
        boolean named = !hasNames && OF_NAMES.contains(key) && child.getValue().isObject();
        collect(at.appendProperty(key), child.getValue(), named);
      }
    }
    for (int i = 0; node.isArray() && !isPlainList(node) && i < node.size(); i++) {
      collect(at.appendIndex(i), node.get(i), false);
    }
  }

  private static boolean isPlainList(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isValueNode);
  }
}
