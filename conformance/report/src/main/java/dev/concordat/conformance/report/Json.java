package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the reports for programs have in common. */
public final class Json {
  private Json() {}

  /** A generator of indented JSON; closing it does not close the writer. */
  public static JsonGenerator generator(PrintWriter out) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build()
        .createGenerator(out);
  }

  /** The members of an exchange. */
  static void members(JsonGenerator json, JudgedEntry entry) {
    text(json, "file", entry.file());
    json.writeNumberProperty("index", entry.index());
    if (entry.tested() != null) {
      text(json, "test", entry.tested().test());
      text(json, "exchange", entry.tested().exchange());
    }
    text(json, "provider", entry.judgement().provider());
    text(json, "operation", entry.judgement().operation());
    json.writeStringProperty("verdict", entry.verdict().id());
    json.writeArrayPropertyStart("findings");
    for (WeighedFinding weighed : entry.told()) {
      json.writeStartObject();
      members(json, weighed.finding());
      if (weighed.acceptance() != null) {
        acceptance(json, weighed.acceptance());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void acceptance(JsonGenerator json, Acceptance acceptance) {
    json.writeObjectPropertyStart("accepted");
    json.writeStringProperty("reason", acceptance.reason());
    json.writeStringProperty("owner", acceptance.owner());
    text(json, "expires", acceptance.expires() == null ? null : acceptance.expires().toString());
    json.writeEndObject();
  }

  /** Writes the property {@code findings}. */
  public static void findings(JsonGenerator json, List<Finding> findings) {
    json.writeArrayPropertyStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      members(json, finding);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void members(JsonGenerator json, Finding finding) {
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", finding.severity().id());
    text(json, "part", finding.part());
    text(json, "pointer", finding.pointer());
    text(json, "message", finding.message());
    text(json, "contract", finding.contract());
    text(json, "source", finding.source());
    json.writeNumberProperty("count", finding.count());
    json.writeObjectPropertyStart("last");
    text(json, "part", finding.last().part());
    text(json, "pointer", finding.last().pointer());
    json.writeEndObject();
  }

  /** Writes a property whose value may be null, and may have what UTF-8 cannot hold. */
  public static void text(JsonGenerator json, String property, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(property);
    } else {
      json.writeStringProperty(property, SafeText.wellFormed(value));
    }
  }

  /** Writes what was set aside; nothing where nothing was. */
  public static void setAside(JsonGenerator json, SetAside aside) {
    if (aside.count() == 0) {
      return;
    }
    json.writeObjectPropertyStart("setAside");
    json.writeNumberProperty("exchanges", aside.count());
    byHost(json, "preflights", aside.of(Route.Reason.PREFLIGHT));
    Map<String, Integer> tunnels = aside.of(Route.Reason.TUNNEL);
    if (!tunnels.isEmpty()) {
      byHost(json, "tunnels", tunnels);
    }
    byHost(json, "hosts", aside.of(Route.Reason.HOST));
    json.writeEndObject();
  }

  private static void byHost(JsonGenerator json, String name, Map<String, Integer> counts) {
    json.writeObjectPropertyStart(name);
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
