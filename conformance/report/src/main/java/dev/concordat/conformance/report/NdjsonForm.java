package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * An exchange a line, in JSON, as soon as it is judged; the members are those of {@link JsonForm}.
 */
@AutoService(ReportForm.class)
public final class NdjsonForm implements ReportForm {
  @Override
  public String name() {
    return "ndjson";
  }

  @Override
  public String purpose() {
    return "a line of JSON for each exchange, as it is judged";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new Lines(out);
  }

  private record Lines(PrintWriter out) implements Report {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public void exchange(JudgedEntry entry) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = MAPPER.createGenerator(line)) {
        json.writeStartObject();
        Json.members(json, entry);
        json.writeEndObject();
      }
      out.print(line.append('\n'));
      out.flush();
    }

    @Override
    public void end(RunSummary summary) {
      out.flush();
    }
  }
}
