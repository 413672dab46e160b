package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
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
  public void exchange(String file, int index, Judgement judgement) {
    json.writeStartObject();
    json.writeStringProperty("file", file);
    json.writeNumberProperty("index", index);
    Json.text(json, "provider", judgement.provider());
    Json.text(json, "operation", judgement.operation());
    json.writeStringProperty("verdict", judgement.verdict().id());
    Json.findings(json, judgement.findings());
    json.writeEndObject();
  }

  @Override
  public void end(Map<Verdict, Integer> totals, Coverage coverage) {
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty(
        "exchanges", totals.values().stream().mapToInt(Integer::intValue).sum());
    totals.forEach((verdict, count) -> json.writeNumberProperty(verdict.id(), count));
    json.writeEndObject();
    json.writeObjectPropertyStart("coverage");
    coverage.all().forEach(this::provider);
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    out.println();
    out.flush();
  }

  private void provider(Coverage.OfProvider provider) {
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
    json.writeEndObject();
  }

  private void names(String property, List<String> names) {
    json.writeArrayPropertyStart(property);
    names.forEach(json::writeString);
    json.writeEndArray();
  }
}
