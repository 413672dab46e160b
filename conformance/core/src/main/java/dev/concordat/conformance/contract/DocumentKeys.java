package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.Nearest;
import dev.concordat.language.SourceTree;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Checks that every document that a contract or its ledger cites is one of {@code x-documents}. */
final class DocumentKeys {
  private final SourceTree contract;
  private final Flaws flaws;

  private DocumentKeys(SourceTree contract, Flaws flaws) {
    this.contract = contract;
    this.flaws = flaws;
  }

  /**
   * Checks both files.
   *
   * @param ledger the ledger, or null where there is none
   */
  static void check(SourceTree contract, @Nullable SourceTree ledger, Flaws flaws) {
    DocumentKeys keys = new DocumentKeys(contract, flaws);
    keys.checkSources(new Found(contract.root()));
    if (ledger == null) {
      return;
    }
    JsonNode entries = ledger.root().path("entries");
    for (int i = 0; i < entries.size(); i++) {
      JsonNode stated = entries.path(i).path("stated");
      for (int j = 0; j < stated.size(); j++) {
        JsonPointer at = JsonPointer.compile("/entries/%d/stated/%d/document".formatted(i, j));
        keys.check(ledger, at, stated.path(j).path("document"));
      }
    }
  }

  private void checkSources(Found found) {
    found
        .json()
        .forEachEntry(
            (name, value) -> {
              Found inner = found.in(name);
              if (name.equals("x-source")) {
                check(contract, inner.at().appendProperty("document"), value.path("document"));
              } else {
                checkSources(inner);
              }
            });
    for (int i = 0; found.json().isArray() && i < found.json().size(); i++) {
      checkSources(new Found(found.at().appendIndex(i), found.json().get(i)));
    }
  }

  private void check(SourceTree file, JsonPointer at, JsonNode key) {
    JsonNode documents = Extension.DOCUMENTS.of(contract.root());
    if (key.isString() && !documents.has(key.stringValue())) {
      flaws.wrong(
          file,
          at.toString(),
          "'%s' is no key of x-documents in %s; %s"
              .formatted(
                  key.stringValue(),
                  contract.file(),
                  Nearest.hint(key.stringValue(), documents.propertyNames())));
    }
  }
}
