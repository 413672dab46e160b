package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.ProviderCoverage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What a page shows of the contracts: an excerpt and the ledger's entries for each place that
 * findings name, and what was exercised.
 */
final class PagePlaces {
  private static final int MAX_PLACES = 1000;
  private static final int MAX_EXCERPT = 4 << 10;
  private static final Pattern LEDGER_ID = Pattern.compile("\\b[a-z][a-z0-9]*-[0-9]{2,}\\b");

  private final Contracts contracts;
  private final Set<String> places = new LinkedHashSet<>();
  private final Map<String, Long> ledger = new LinkedHashMap<>();

  PagePlaces(Contracts contracts) {
    this.contracts = contracts;
  }

  /** Takes a finding, whose place will be asked for and which may name the ledger. */
  void take(WeighedFinding weighed) {
    String place = weighed.finding().contract();
    if (place != null && places.size() < MAX_PLACES) {
      places.add(place);
    }
    Matcher ids = LEDGER_ID.matcher(weighed.finding().message());
    while (ids.find() && ledger.size() < MAX_PLACES) {
      ledger.merge(ids.group(), 1L, Long::sum);
    }
  }

  void write(JsonGenerator json, Coverage coverage) {
    json.writeObjectPropertyStart("places");
    places.forEach(place -> place(json, place));
    json.writeEndObject();
    json.writeArrayPropertyStart("coverage");
    for (ProviderCoverage provider : coverage.all()) {
      json.writeStartObject();
      json.writeStringProperty("provider", provider.provider());
      json.writeArrayPropertyStart("kinds");
      provider.kinds().forEach(kind -> kind(json, kind));
      json.writeEndArray();
      json.writeArrayPropertyStart("ledger");
      Contract contract = contracts.of(provider.provider());
      if (contract != null) {
        contract.ledger().entries().values().forEach(entry -> met(json, entry));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void met(JsonGenerator json, Ledger.Entry entry) {
    json.writeStartObject();
    json.writeStringProperty("id", entry.id());
    json.writeStringProperty("title", entry.title());
    json.writeNumberProperty("met", ledger.getOrDefault(entry.id(), 0L));
    json.writeEndObject();
  }

  private static void kind(JsonGenerator json, Coverage.Kind kind) {
    json.writeStartObject();
    json.writeStringProperty("name", kind.name());
    json.writeArrayPropertyStart("items");
    kind.items()
        .forEach(
            (name, seen) -> {
              json.writeStartArray();
              json.writeString(name);
              json.writeBoolean(seen);
              json.writeEndArray();
            });
    json.writeEndArray();
    json.writeEndObject();
  }

  private void place(JsonGenerator json, String place) {
    contracts.place(place).ifPresent(known -> place(json, place, known));
  }

  private static void place(JsonGenerator json, String named, Contracts.Place place) {
    Contract contract = place.contract();
    JsonPointer pointer = place.pointer();
    JsonNode excerpt = contract.excerpt(pointer);
    // A keyword's value says little without the schema that it stands in.
    while (!excerpt.isObject() && pointer.head() != null) {
      pointer = pointer.head();
      excerpt = contract.excerpt(pointer);
    }
    String text = excerpt.toString();
    json.writeObjectPropertyStart(named);
    json.writeStringProperty("file", place.line().file());
    json.writeNumberProperty("line", place.line().number());
    json.writeStringProperty(
        "excerpt", text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "…");
    json.writeArrayPropertyStart("ledger");
    for (String id : contract.ledgerIds(pointer)) {
      Ledger.Entry entry = contract.ledger().entries().get(id);
      if (entry != null) {
        json.writeStartObject();
        json.writeStringProperty("id", entry.id());
        json.writeStringProperty("title", entry.title());
        json.writeStringProperty("verdict", entry.verdict());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
