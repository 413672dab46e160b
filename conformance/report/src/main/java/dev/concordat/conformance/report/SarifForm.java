package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.rule.RuleCatalogue;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.io.File;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * SARIF 2.1.0: findings as results, with the place in the recording, that in the contract as a
 * related one, and fingerprints that stay from run to run. Rules are described as the catalogue has
 * them.
 */
@AutoService(ReportForm.class)
public final class SarifForm implements ReportForm {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  @Override
  public String name() {
    return "sarif";
  }

  @Override
  public String purpose() {
    return "SARIF 2.1.0, for code scanning";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new Log(out, settings);
  }

  private static final class Log implements Report {
    private final PrintWriter out;
    private final JsonGenerator json;
    private final ReportSettings settings;
    private final Map<String, Integer> rules = new LinkedHashMap<>();

    Log(PrintWriter out, ReportSettings settings) {
      this.out = out;
      this.settings = settings;
      this.json = Json.generator(out);
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      json.writeArrayPropertyStart("results");
    }

    @Override
    public void exchange(JudgedEntry entry) {
      entry.findings().forEach(finding -> result(entry, finding));
    }

    private void result(JudgedEntry entry, WeighedFinding weighed) {
      Finding finding = weighed.finding();
      json.writeStartObject();
      json.writeStringProperty("ruleId", finding.rule());
      json.writeNumberProperty(
          "ruleIndex", rules.computeIfAbsent(finding.rule(), absent -> rules.size()));
      json.writeStringProperty("level", level(finding.severity()));
      message(
          "message",
          "%s, %s: %s%s"
              .formatted(
                  entry.what(),
                  finding.part() + (finding.pointer().isEmpty() ? "" : " " + finding.pointer()),
                  finding.message(),
                  finding.source() == null ? "" : " (source: " + finding.source() + ")"));
      json.writeArrayPropertyStart("locations");
      location(
          entry.file(),
          line(entry),
          "/log/entries/%d/%s%s".formatted(entry.index(), finding.part(), finding.pointer()));
      json.writeEndArray();
      related(finding);
      json.writeObjectPropertyStart("partialFingerprints");
      json.writeStringProperty(
          "concordat/v1", Fingerprint.of(finding, entry.judgement()).in(entry.file()));
      json.writeEndObject();
      suppression(weighed.acceptance());
      json.writeObjectPropertyStart("properties");
      json.writeStringProperty("severity", finding.severity().id());
      Json.text(json, "provider", entry.judgement().provider());
      Json.text(json, "operation", entry.judgement().operation());
      json.writeNumberProperty("entry", entry.index());
      json.writeStringProperty("part", finding.part());
      json.writeStringProperty("pointer", finding.pointer());
      json.writeBooleanProperty("fails", weighed.fails());
      json.writeEndObject();
      json.writeEndObject();
    }

    private void related(Finding finding) {
      String place = finding.contract();
      Contract.Line line =
          place == null
              ? null
              : settings.contracts().place(place).map(Contracts.Place::line).orElse(null);
      if (place == null || line == null) {
        return;
      }
      json.writeArrayPropertyStart("relatedLocations");
      json.writeStartObject();
      json.writeNumberProperty("id", 1);
      message(
          "message",
          "The contract" + (finding.source() == null ? "" : ", from " + finding.source()));
      physical(line.file(), line.number());
      logical(place);
      json.writeEndObject();
      json.writeEndArray();
    }

    private void suppression(@Nullable Acceptance acceptance) {
      if (acceptance == null) {
        return;
      }
      json.writeArrayPropertyStart("suppressions");
      json.writeStartObject();
      json.writeStringProperty("kind", "external");
      json.writeStringProperty("status", "accepted");
      json.writeStringProperty(
          "justification", "%s (%s)".formatted(acceptance.reason(), acceptance.owner()));
      json.writeEndObject();
      json.writeEndArray();
    }

    private void location(String file, int line, String name) {
      json.writeStartObject();
      physical(file, line);
      logical(name);
      json.writeEndObject();
    }

    private void physical(String file, int line) {
      json.writeObjectPropertyStart("physicalLocation");
      json.writeObjectPropertyStart("artifactLocation");
      json.writeStringProperty("uri", uri(file));
      json.writeEndObject();
      json.writeObjectPropertyStart("region");
      json.writeNumberProperty("startLine", line);
      json.writeEndObject();
      json.writeEndObject();
    }

    private void logical(String name) {
      json.writeArrayPropertyStart("logicalLocations");
      json.writeStartObject();
      json.writeStringProperty("fullyQualifiedName", name);
      json.writeEndObject();
      json.writeEndArray();
    }

    // A region has a line; where none is known it is the file's first.
    private static int line(JudgedEntry entry) {
      return Math.max(1, entry.line());
    }

    private static String uri(String file) {
      String path = file.replace(File.separatorChar, '/');
      try {
        return path.startsWith("/")
            ? new URI("file", "", path, null).toASCIIString()
            : new URI(null, null, path.contains(":") ? "./" + path : path, null).toASCIIString();
      } catch (URISyntaxException e) {
        return "recording";
      }
    }

    private void message(String property, String text) {
      json.writeObjectPropertyStart(property);
      json.writeStringProperty("text", text);
      json.writeEndObject();
    }

    private static String level(Severity severity) {
      return switch (severity) {
        case VIOLATION -> "error";
        case UNCHECKED -> "warning";
        case DRIFT -> "note";
      };
    }

    @Override
    public void end(RunSummary summary) {
      json.writeEndArray();
      json.writeObjectPropertyStart("tool");
      json.writeObjectPropertyStart("driver");
      json.writeStringProperty("name", "Concordat");
      json.writeStringProperty("version", settings.version());
      json.writeStringProperty("informationUri", "https://concordat.dev");
      json.writeArrayPropertyStart("rules");
      rules.keySet().forEach(this::rule);
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeArrayPropertyStart("invocations");
      json.writeStartObject();
      json.writeBooleanProperty("executionSuccessful", true);
      json.writeEndObject();
      json.writeEndArray();
      json.writeStringProperty("columnKind", "utf16CodeUnits");
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      out.println();
      out.flush();
    }

    private void rule(String id) {
      RuleCatalogue.Entry rule = RuleCatalogue.of(id);
      json.writeStartObject();
      json.writeStringProperty("id", id);
      if (rule != null) {
        message("shortDescription", rule.meaning());
        message("fullDescription", rule.meaning());
        json.writeObjectPropertyStart("help");
        json.writeStringProperty(
            "text",
            "%s%nSuch as: %s%nWhat to do: %s"
                .formatted(rule.meaning(), rule.example(), rule.remedy()));
        json.writeStringProperty(
            "markdown",
            "%s%n%n- Such as: `%s`%n- What to do: %s"
                .formatted(rule.meaning(), rule.example().replace('`', '\''), rule.remedy()));
        json.writeEndObject();
        json.writeObjectPropertyStart("defaultConfiguration");
        json.writeStringProperty("level", level(rule.severities().get(0)));
        json.writeEndObject();
      }
      json.writeObjectPropertyStart("properties");
      json.writeArrayPropertyStart("tags");
      json.writeString(id.substring(0, Math.max(0, id.indexOf('.'))));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
