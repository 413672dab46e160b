package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.Nearest;
import dev.concordat.language.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a ledger of its file and holds it against the contract, in both directions. */
final class LedgerReader {
  private final String provider;
  private final Draft draft;
  private final @Nullable SourceTree ledger;
  private final Flaws flaws;
  private final boolean isVerified;
  private final Map<String, Ledger.Entry> entries = new LinkedHashMap<>();

  /**
   * A reader.
   *
   * @param ledger the file, or null where there is none
   * @param flaws is told that an id stands twice or is another provider's, that a pointer leads
   *     nowhere or to a place that does not name the entry, that the contract names an id that the
   *     ledger does not have or an entry that does not point back
   */
  LedgerReader(String provider, Draft draft, @Nullable SourceTree ledger, Flaws flaws) {
    this(provider, draft, ledger, flaws, false);
  }

  /** A reader of a ledger that was held against its contract before. */
  static LedgerReader ofVerified(String provider, Draft draft, SourceTree ledger, Flaws flaws) {
    return new LedgerReader(provider, draft, ledger, flaws, true);
  }

  private LedgerReader(
      String provider, Draft draft, @Nullable SourceTree ledger, Flaws flaws, boolean isVerified) {
    this.provider = provider;
    this.draft = draft;
    this.ledger = ledger;
    this.flaws = flaws;
    this.isVerified = isVerified;
  }

  Ledger read() {
    if (ledger != null) {
      read(ledger);
    }
    if (!isVerified) {
      checkNames(new Found(draft.document()));
    }
    return new Ledger(entries);
  }

  private void read(SourceTree file) {
    Found root = new Found(file.root());
    if (!root.json().path("provider").asString("").equals(provider)) {
      flaws.wrong(file, "/provider", "this is not the ledger of '%s'".formatted(provider));
    }
    Found list = root.in("entries");
    for (int i = 0; list.json().isArray() && i < list.json().size(); i++) {
      String at = "/entries/" + i;
      Ledger.Entry entry = entry(list.json().get(i), file, at);
      if (entry.id().isEmpty()) {
        continue;
      }
      if (!entry.id().startsWith(provider + "-")) {
        flaws.at(file, at, "the id '%s' is not one of '%s'".formatted(entry.id(), provider));
      } else if (entries.putIfAbsent(entry.id(), entry) != null) {
        flaws.at(file, at, "the id '%s' stands in the ledger twice".formatted(entry.id()));
      } else if (!isVerified) {
        new EntryChecks(draft, file, at, entry, flaws).check();
      }
    }
  }

  private Ledger.Entry entry(JsonNode json, SourceTree file, String at) {
    List<String> pointers = new ArrayList<>();
    json.path("contract").forEach(pointer -> pointers.add(pointer.asString("")));
    List<Ledger.Observed> observed = new ArrayList<>();
    JsonNode habits = json.path("observed");
    for (int i = 0; i < habits.size(); i++) {
      JsonNode habit = habits.get(i);
      observed.add(
          new Ledger.Observed(
              habit.path("at").asString(""),
              habit.get("value"),
              text(habit, "missing"),
              text(habit, "text"),
              habit.has("like") ? shape(habit.get("like"), file, at + "/observed/" + i) : null,
              text(habit, "unstable")));
    }
    return new Ledger.Entry(
        json.path("id").asString(""),
        json.path("title").asString(""),
        json.path("verdict").asString(""),
        pointers,
        observed);
  }

  private Ledger.@Nullable Shape shape(JsonNode like, SourceTree file, String at) {
    try {
      SchemaGraph graph = SchemaGraph.compile(like, List.of("#"));
      SchemaEngine engine = isVerified ? SchemaEngine.late(graph) : SchemaEngine.of(graph);
      return new Ledger.Shape(engine, graph.at("#"));
    } catch (SchemaGraph.SchemaException | SchemaEngine.EngineException e) {
      flaws.wrong(file, at + "/like", "this is no usable JSON Schema: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isString() ? json.get(name).stringValue() : null;
  }

  private void checkNames(Found found) {
    Found named = found.in(Extension.LEDGER);
    for (int i = 0; named.json().isArray() && i < named.json().size(); i++) {
      Found id = new Found(named.at().appendIndex(i), named.json().get(i));
      checkName(found, id, id.json().asString(""));
    }
    for (String name : found.json().propertyNames()) {
      checkNames(found.in(name));
    }
    for (int i = 0; found.json().isArray() && i < found.json().size(); i++) {
      checkNames(new Found(found.at().appendIndex(i), found.json().get(i)));
    }
  }

  private void checkName(Found place, Found at, String id) {
    Ledger.Entry entry = entries.get(id);
    if (entry == null) {
      String near = Nearest.of(id, entries.keySet());
      draft.wrong(
          at,
          "x-ledger names '%s', which the ledger does not have%s"
              .formatted(id, near == null ? "" : "; did you mean '%s'?".formatted(near)));
      return;
    }
    // Where a pointer of it leads nowhere, that is what is wrong.
    boolean pointsBack =
        entry.contract().stream()
            .anyMatch(
                pointer ->
                    isIn(pointer, place.pointer())
                        || EntryChecks.place(draft, pointer).isMissingNode());
    if (!pointsBack) {
      draft.wrong(
          at,
          "x-ledger names '%s', which does not point back; add '%s' to its contract"
              .formatted(id, place.pointer()));
    }
  }

  private static boolean isIn(String pointer, String place) {
    return pointer.equals(place) || pointer.startsWith(place + "/");
  }
}
