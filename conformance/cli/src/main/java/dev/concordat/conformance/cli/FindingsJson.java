package dev.concordat.conformance.cli;

import dev.concordat.conformance.verdict.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Findings as reports for programs have them. */
final class FindingsJson {
  private FindingsJson() {}

  /** Writes the property {@code findings}. */
  static void write(JsonGenerator json, List<Finding> findings) {
    json.writeArrayPropertyStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringProperty("rule", finding.rule());
      json.writeStringProperty("severity", finding.severity().id());
      json.writeStringProperty("part", finding.part());
      json.writeStringProperty("pointer", finding.pointer());
      json.writeStringProperty("message", finding.message());
      text(json, "contract", finding.contract());
      text(json, "source", finding.source());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes a property whose value may be null. */
  static void text(JsonGenerator json, String property, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(property);
    } else {
      json.writeStringProperty(property, value);
    }
  }
}
