package dev.concordat.client.generator;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a contract the client cannot have. All of it is told at once, with file and line, before
 * anything is generated.
 */
final class Refusals {
  // Where a schema stands in the file, whatever became of it since.
  private static final String AT = "x-at";

  private final Source source;
  private final Set<Refusal> all = new LinkedHashSet<>();

  private record Refusal(int line, String pointer, String message) {}

  Refusals(Source source) {
    this.source = source;
  }

  /** Notes in a node where it stands, so that it is known after it has moved. */
  static void stamp(ObjectNode node, String pointer) {
    if (!node.has(AT)) {
      node.put(AT, pointer);
    }
  }

  /** Where a node stands; empty if that is not known. */
  static String at(JsonNode node) {
    return node.path(AT).asString("");
  }

  /**
   * Refuses a node.
   *
   * @param what what it is that has no place in the client, and why
   * @param instead the nearest thing that works, as in {@code write …}
   */
  void add(JsonNode node, String what, String instead) {
    add(at(node), what, instead);
  }

  /** Refuses what stands at a place. */
  void add(String pointer, String what, String instead) {
    all.add(new Refusal(source.line(pointer), pointer, what + "; " + instead));
  }

  /** How much was refused so far. */
  int size() {
    return all.size();
  }

  /**
   * Ends the matter where something was refused.
   *
   * @param more what is added to a refusal by its place, such as who needs what stands there
   */
  void throwIfAny(UnaryOperator<String> more) {
    if (all.isEmpty()) {
      return;
    }
    List<String> lines =
        all.stream()
            .sorted(Comparator.comparingInt(Refusal::line))
            .map(
                one ->
                    "%s: %s: %s%s"
                        .formatted(
                            source.place(one.pointer()),
                            one.pointer(),
                            one.message(),
                            more.apply(one.pointer())))
            .toList();
    throw new RefusedContractException(String.join("\n", lines));
  }
}
