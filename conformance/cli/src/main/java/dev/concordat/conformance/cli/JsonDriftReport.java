package dev.concordat.conformance.cli;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.drift.Example;
import dev.concordat.conformance.report.Json;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The report of drift for programs, version 1. */
final class JsonDriftReport implements DriftReport {
  private static final int VERSION = 1;

  private final PrintWriter out;
  private final JsonGenerator json;

  JsonDriftReport(PrintWriter out) {
    this.out = out;
    this.json = Json.generator(out);
  }

  @Override
  public void write(List<Drift> drifts, Map<Verdict, Integer> totals, SetAside aside, int unread) {
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty(
        "exchanges", totals.values().stream().mapToInt(Integer::intValue).sum());
    totals.forEach((verdict, count) -> json.writeNumberProperty(verdict.id(), count));
    json.writeNumberProperty("unread", unread);
    Json.setAside(json, aside);
    json.writeEndObject();
    json.writeArrayPropertyStart("providers");
    drifts.forEach(this::provider);
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    out.println();
    out.flush();
  }

  private void provider(Drift drift) {
    Contract contract = drift.contract();
    json.writeStartObject();
    json.writeStringProperty("provider", contract.provider());
    json.writeNumberProperty("exchanges", drift.exchanges());
    json.writeObjectPropertyStart("undocumented");
    for (Drift.Kind kind : Drift.Kind.values()) {
      json.writeArrayPropertyStart(kind.plural());
      drift.undocumented(kind).forEach(item -> undocumented(contract, item));
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("unseen");
    for (Drift.Unseen field : drift.unseen()) {
      json.writeStartObject();
      place(contract, field.pointer());
      json.writeStringProperty("name", field.name());
      json.writeNumberProperty("objects", field.objects());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("alwaysPresent");
    for (Drift.AlwaysPresent field : drift.alwaysPresent()) {
      json.writeStartObject();
      place(contract, field.pointer());
      json.writeStringProperty("name", field.name());
      json.writeNumberProperty("objects", field.objects());
      json.writeArrayPropertyStart("parts");
      field.parts().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("absent");
    drift.absent().forEach(field -> absent(contract, field));
    json.writeEndArray();
    json.writeNumberProperty("notKept", drift.notKept());
    json.writeEndObject();
  }

  private void undocumented(Contract contract, Drift.Undocumented item) {
    json.writeStartObject();
    place(contract, item.pointer());
    text("name", item.name() == null ? null : item.name().text());
    json.writeBooleanProperty("nameMasked", item.name() != null && item.name().masked());
    json.writeArrayPropertyStart("types");
    item.types().forEach(type -> json.writeString(type.id()));
    json.writeEndArray();
    example(item.example());
    text("ledger", item.ledger());
    seen(item.seen());
    json.writeEndObject();
  }

  private void absent(Contract contract, Drift.Absent field) {
    json.writeStartObject();
    place(contract, field.pointer());
    json.writeStringProperty("name", field.name());
    if (field.objects() == null) {
      json.writeNullProperty("objects");
    } else {
      json.writeNumberProperty("objects", field.objects());
    }
    text("ledger", field.ledger());
    seen(field.seen());
    json.writeEndObject();
  }

  private void place(Contract contract, String pointer) {
    json.writeStringProperty("contract", contract.place(pointer));
    text("source", contract.source(pointer));
  }

  private void example(@Nullable Example example) {
    if (example == null) {
      json.writeNullProperty("example");
      return;
    }
    json.writeObjectPropertyStart("example");
    json.writeStringProperty("type", example.type().id());
    if (example.value() != null) {
      json.writeName("value");
      json.writeTree(example.value());
    }
    if (example.size() != null) {
      json.writeNumberProperty("size", example.size());
    }
    json.writeEndObject();
  }

  private void seen(Drift.Seen seen) {
    json.writeNumberProperty("count", seen.count());
    json.writeNumberProperty("exchanges", seen.exchanges());
    text("firstSeen", seen.first() == null ? null : ISO_OFFSET_DATE_TIME.format(seen.first()));
    text("lastSeen", seen.last() == null ? null : ISO_OFFSET_DATE_TIME.format(seen.last()));
    json.writeArrayPropertyStart("seen");
    for (Drift.Place place : seen.places()) {
      json.writeStartObject();
      json.writeStringProperty("operation", place.operation());
      json.writeStringProperty("part", place.part());
      json.writeStringProperty("pointer", place.pointer());
      json.writeNumberProperty("count", place.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void text(String property, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(property);
    } else {
      json.writeStringProperty(property, value);
    }
  }
}
