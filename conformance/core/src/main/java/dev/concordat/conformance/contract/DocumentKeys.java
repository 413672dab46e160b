package dev.concordat.conformance.contract;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Checks that every document that a contract or its ledger cites is one of {@code x-documents}. */
final class DocumentKeys {
  private final SourceTree contract;

  private DocumentKeys(SourceTree contract) {
    this.contract = contract;
  }

  /**
   * Checks both files.
   *
   * @throws ContractException where a key is none of {@code x-documents}
   */
  static void check(SourceTree contract, SourceTree ledger) {
    DocumentKeys keys = check(contract);
    JsonNode entries = ledger.root().path("entries");
    for (int i = 0; i < entries.size(); i++) {
      JsonNode stated = entries.get(i).path("stated");
      for (int j = 0; j < stated.size(); j++) {
        JsonPointer at = JsonPointer.compile("/entries/%d/stated/%d/document".formatted(i, j));
        keys.check(ledger, at, stated.get(j).path("document"));
      }
    }
  }

  /**
   * Checks a contract that has no ledger.
   *
   * @throws ContractException as above
   */
  static DocumentKeys check(SourceTree contract) {
    DocumentKeys keys = new DocumentKeys(contract);
    keys.checkSources(JsonPointer.empty(), contract.root());
    return keys;
  }

  private void checkSources(JsonPointer at, JsonNode node) {
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      JsonPointer place = at.appendProperty(child.getKey());
      if (child.getKey().equals("x-source")) {
        check(contract, place.appendProperty("document"), child.getValue().path("document"));
      } else {
        checkSources(place, child.getValue());
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkSources(at.appendIndex(i), node.get(i));
    }
  }

  private void check(SourceTree file, JsonPointer at, JsonNode key) {
    JsonNode documents = contract.root().path("x-documents");
    if (!documents.has(key.asString(""))) {
      throw file.error(
          at.toString(),
          "'%s' is no key of x-documents in %s; there are %s"
              .formatted(
                  key.asString(""),
                  contract.file(),
                  String.join(", ", List.copyOf(documents.propertyNames()))));
    }
  }
}
