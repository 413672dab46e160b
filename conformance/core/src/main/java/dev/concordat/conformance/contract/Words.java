package dev.concordat.conformance.contract;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The words of a contract: names of members and parameters, and the values that it lists. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\w.:/+-]{1,64}");
  private static final Set<String> PROSE =
      Set.of("description", "summary", "title", "example", "examples", "pattern", "x-documents");

  private final Set<String> words = new HashSet<>();

  private Words() {}

  static Set<String> of(JsonNode document) {
    Words words = new Words();
    words.collect(document);
    return words.words;
  }

  private void collect(JsonNode node) {
    if (node.isString()) {
      add(node.stringValue());
    }
    node.forEachEntry(
        (name, value) -> {
          add(name);
          if (!PROSE.contains(name) || value.isObject()) {
            collect(value);
          }
        });
    if (node.isArray()) {
      node.forEach(this::collect);
    }
  }

  private void add(String text) {
    if (WORD.matcher(text).matches()) {
      words.add(text);
    }
  }
}
