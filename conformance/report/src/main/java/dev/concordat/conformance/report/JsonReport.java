package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.ProviderCoverage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The report for programs, version 1. Exchanges are written as they are judged, so that any number
 * of them fits; the summary and the coverage come last.
 */
final class JsonReport implements Report {
  private static final int VERSION = 1;

  private final JsonGenerator json;
  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
    this.json = Json.generator(out);
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeArrayPropertyStart("exchanges");
  }

  @Override
  public void exchange(JudgedEntry entry) {
    json.writeStartObject();
    Json.members(json, entry);
    json.writeEndObject();
  }

  @Override
  public void end(RunSummary summary) {
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("exchanges", summary.exchanges());
    summary.totals().forEach((verdict, count) -> json.writeNumberProperty(verdict.id(), count));
    Json.setAside(json, summary.aside());
    json.writeEndObject();
    json.writeObjectPropertyStart("coverage");
    summary.coverage().all().forEach(this::provider);
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    out.println();
    out.flush();
  }

  private void provider(ProviderCoverage provider) {
    json.writeObjectPropertyStart(provider.provider());
    for (Coverage.Kind kind : provider.kinds()) {
      json.writeObjectPropertyStart(kind.name());
      names("exercised", kind.exercisedNames());
      names("never", kind.never());
      json.writeEndObject();
    }
    json.writeObjectPropertyStart("bytes");
    json.writeNumberProperty("judged", provider.bytesJudged());
    json.writeObjectPropertyStart("notJudged");
    provider.bytesNotJudged().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectPropertyStart("undescribed");
    json.writeNumberProperty("values", sum(provider.undescribed()));
    json.writeObjectPropertyStart("schemas");
    provider.undescribed().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void names(String property, List<String> names) {
    json.writeArrayPropertyStart(property);
    names.forEach(json::writeString);
    json.writeEndArray();
  }
}
