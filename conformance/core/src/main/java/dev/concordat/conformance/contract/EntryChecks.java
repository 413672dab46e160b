package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.SourceTree;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Checks that what an entry of a ledger points at is in the contract, and names the entry. */
final class EntryChecks {
  private static final Pattern CREDENTIAL = Pattern.compile("#/components/securitySchemes/[^/]+");

  private final Draft draft;
  private final SourceTree ledger;
  private final String at;
  private final Ledger.Entry entry;
  private final Flaws flaws;

  EntryChecks(Draft draft, SourceTree ledger, String at, Ledger.Entry entry, Flaws flaws) {
    this.draft = draft;
    this.ledger = ledger;
    this.at = at;
    this.entry = entry;
    this.flaws = flaws;
  }

  void check() {
    for (int i = 0; i < entry.contract().size(); i++) {
      String pointer = entry.contract().get(i);
      String place = at + "/contract/" + i;
      if (isThere(place, pointer) && !isNamed(pointer)) {
        flaws.wrong(
            ledger,
            place,
            "%s points at %s, and no x-ledger there or around it names the entry"
                .formatted(entry.id(), pointer));
      }
    }
    for (int i = 0; i < entry.observed().size(); i++) {
      observed(at + "/observed/" + i, entry.observed().get(i));
    }
  }

  private boolean isThere(String place, String pointer) {
    if (!place(pointer).isMissingNode()) {
      return true;
    }
    flaws.wrong(
        ledger,
        place,
        "%s points at %s, and %s has nothing there"
            .formatted(entry.id(), pointer, draft.source().file()));
    return false;
  }

  // What is no schema meets no value, so that nothing would be tolerated there.
  private void observed(String place, Ledger.Observed habit) {
    if (!isThere(place, habit.at())) {
      return;
    }
    String member = habit.unstable();
    if (member != null) {
      if (!isStable(place(habit.at()), member)) {
        flaws.wrong(
            ledger,
            place,
            "%s says that %s changes, and %s does not say that it stays"
                .formatted(entry.id(), member, habit.at()));
      }
      return;
    }
    SchemaNode schema = draft.schemas().find(habit.at());
    boolean isSchema = schema != null && schema.pointer().equals(habit.at());
    boolean isBody = "body".equals(habit.missing()) && habit.at().endsWith("/requestBody");
    boolean isCredential = habit.missing() == null && CREDENTIAL.matcher(habit.at()).matches();
    if (!isSchema && !isBody && !isCredential) {
      flaws.wrong(
          ledger,
          place,
          "%s observes something at %s, which is no schema or only a $ref to one"
              .formatted(entry.id(), habit.at()));
    }
  }

  private JsonNode place(String pointer) {
    return place(draft, pointer);
  }

  /** What stands where a pointer leads; missing too where it is none, as its form says. */
  static JsonNode place(Draft draft, String pointer) {
    return pointer.startsWith("#/")
        ? draft.document().at(JsonPointer.compile(pointer.substring(1)))
        : draft.document().path("");
  }

  private static boolean isStable(JsonNode stream, String member) {
    return stream.path("stable").valueStream().anyMatch(name -> name.asString("").equals(member));
  }

  // The place itself or one around it names the entry, so that a reader of the contract finds it.
  private boolean isNamed(String pointer) {
    for (JsonPointer to = JsonPointer.compile(pointer.substring(1)); to != null; to = to.head()) {
      JsonNode named = Extension.LEDGER.of(draft.document().at(to));
      // One that is no list may have meant this entry.
      if (!named.isMissingNode() && !named.isArray()) {
        return true;
      }
      if (named.valueStream().anyMatch(id -> id.asString("").equals(entry.id()))) {
        return true;
      }
    }
    return false;
  }
}
