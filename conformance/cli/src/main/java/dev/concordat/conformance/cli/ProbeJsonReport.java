package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.Json;
import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The report for programs, version 1. Cases are written as they are run; the summary comes last.
 */
final class ProbeJsonReport implements ProbeReport {
  private static final int VERSION = 1;

  private final JsonGenerator json;
  private final PrintWriter out;

  ProbeJsonReport(PrintWriter out) {
    this.out = out;
    this.json = Json.generator(out);
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeArrayPropertyStart("cases");
  }

  @Override
  public void result(CaseResult result) {
    json.writeStartObject();
    json.writeStringProperty("provider", result.provider());
    json.writeStringProperty("operation", result.operation());
    json.writeStringProperty("case", result.name());
    json.writeStringProperty("outcome", lower(result.outcome()));
    json.writeStringProperty("reason", result.reason());
    Json.text(json, "contract", result.contract());
    Json.findings(json, result.findings());
    json.writeEndObject();
  }

  @Override
  public void end(Map<Outcome, Integer> totals, int requests) {
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("cases", totals.values().stream().mapToInt(Integer::intValue).sum());
    totals.forEach((outcome, count) -> json.writeNumberProperty(lower(outcome), count));
    json.writeNumberProperty("requests", requests);
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    out.println();
    out.flush();
  }

  private static String lower(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
