package dev.concordat.conformance.cli;

import dev.concordat.conformance.verdict.Finding;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the reports for programs have in common. */
final class Json {
  private Json() {}

  /** A generator of indented JSON; closing it does not close the writer. */
  static JsonGenerator generator(PrintWriter out) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build()
        .createGenerator(out);
  }

  /** Writes the property {@code findings}. */
  static void findings(JsonGenerator json, List<Finding> findings) {
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
      json.writeNumberProperty("count", finding.count());
      json.writeObjectPropertyStart("last");
      json.writeStringProperty("part", finding.last().part());
      json.writeStringProperty("pointer", finding.last().pointer());
      json.writeEndObject();
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
