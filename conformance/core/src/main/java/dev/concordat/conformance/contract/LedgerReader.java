package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes a ledger of its file and holds it against the contract, in both directions. */
final class LedgerReader {
  private LedgerReader() {}

  /**
   * Reads a ledger whose form was checked.
   *
   * @throws ContractException where an id stands twice or is another provider's, where a pointer
   *     leads nowhere or to a place that does not name the entry, or where the contract names an id
   *     that the ledger does not have
   */
  static Ledger read(String provider, SourceTree ledger, SourceTree contract) {
    Map<String, Ledger.Entry> entries = new LinkedHashMap<>();
    JsonNode list = ledger.root().path("entries");
    if (!ledger.root().path("provider").asString().equals(provider)) {
      throw ledger.error("/provider", "this is not the ledger of '%s'".formatted(provider));
    }
    for (int i = 0; i < list.size(); i++) {
      String at = "/entries/" + i;
      Ledger.Entry entry = entry(list.get(i), ledger, at);
      if (!entry.id().startsWith(provider + "-")) {
        throw ledger.error(at, "the id '%s' is not one of '%s'".formatted(entry.id(), provider));
      }
      if (entries.put(entry.id(), entry) != null) {
        throw ledger.error(at, "the id '%s' stands in the ledger twice".formatted(entry.id()));
      }
      checkPointers(ledger, at, entry, contract);
    }
    checkNames(contract, JsonPointer.empty(), contract.root(), entries);
    return new Ledger(entries);
  }

  /**
   * The ledger of a contract that has none.
   *
   * @throws ContractException where the contract names an entry of it
   */
  static Ledger absent(SourceTree contract) {
    checkNames(contract, JsonPointer.empty(), contract.root(), Map.of());
    return new Ledger(Map.of());
  }

  private static Ledger.Entry entry(JsonNode json, SourceTree ledger, String at) {
    List<String> pointers = new ArrayList<>();
    json.path("contract").forEach(pointer -> pointers.add(pointer.asString()));
    List<Ledger.Observed> observed = new ArrayList<>();
    JsonNode habits = json.path("observed");
    for (int i = 0; i < habits.size(); i++) {
      JsonNode habit = habits.get(i);
      observed.add(
          new Ledger.Observed(
              habit.path("at").asString(),
              habit.get("value"),
              text(habit, "missing"),
              text(habit, "text"),
              habit.has("like") ? shape(habit.get("like"), ledger, at + "/observed/" + i) : null,
              text(habit, "unstable")));
    }
    return new Ledger.Entry(
        json.path("id").asString(),
        json.path("title").asString(),
        json.path("verdict").asString(),
        pointers,
        observed);
  }

  private static Ledger.Shape shape(JsonNode like, SourceTree ledger, String at) {
    try {
      SchemaGraph graph = SchemaGraph.compile(like, List.of("#"));
      return new Ledger.Shape(SchemaEngine.of(graph), graph.at("#"));
    } catch (SchemaGraph.SchemaException | SchemaEngine.EngineException e) {
      throw ledger.error(at + "/like", "this is no usable JSON Schema: " + e.getMessage());
    }
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isString() ? json.get(name).stringValue() : null;
  }

  private static void checkPointers(
      SourceTree ledger, String at, Ledger.Entry entry, SourceTree contract) {
    List<String> pointers = new ArrayList<>(entry.contract());
    entry.observed().forEach(habit -> pointers.add(habit.at()));
    for (String pointer : pointers) {
      if (contract.root().at(pointer.substring(1)).isMissingNode()) {
        throw ledger.error(
            at,
            "%s points at %s, and %s has nothing there"
                .formatted(entry.id(), pointer, contract.file()));
      }
    }
    for (Ledger.Observed habit : entry.observed()) {
      String member = habit.unstable();
      if (member != null && !isStable(contract.root().at(habit.at().substring(1)), member)) {
        throw ledger.error(
            at,
            "%s says that %s changes, and %s does not say that it stays"
                .formatted(entry.id(), member, habit.at()));
      }
    }
    for (String pointer : entry.contract()) {
      if (!isNamed(entry.id(), JsonPointer.compile(pointer.substring(1)), contract.root())) {
        throw ledger.error(
            at,
            "%s points at %s, and no x-ledger there or around it names the entry"
                .formatted(entry.id(), pointer));
      }
    }
  }

  private static boolean isStable(JsonNode stream, String member) {
    return stream.path("stable").valueStream().anyMatch(name -> name.asString().equals(member));
  }

  // The place itself or one around it names the entry, so that a reader of the contract finds it.
  private static boolean isNamed(String id, JsonPointer pointer, JsonNode contract) {
    for (JsonPointer at = pointer; at != null; at = at.head()) {
      for (JsonNode named : contract.at(at).path("x-ledger")) {
        if (named.asString().equals(id)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void checkNames(
      SourceTree contract, JsonPointer at, JsonNode node, Map<String, Ledger.Entry> entries) {
    for (JsonNode id : node.path("x-ledger")) {
      if (!entries.containsKey(id.asString())) {
        throw contract.error(
            at.appendProperty("x-ledger").toString(),
            "x-ledger names '%s', which the ledger does not have".formatted(id.asString()));
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      checkNames(contract, at.appendProperty(child.getKey()), child.getValue(), entries);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkNames(contract, at.appendIndex(i), node.get(i), entries);
    }
  }
}
