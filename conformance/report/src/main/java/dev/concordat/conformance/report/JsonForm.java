package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;

/** One JSON document, for programs. */
@AutoService(ReportForm.class)
public final class JsonForm implements ReportForm {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public String purpose() {
    return "one JSON document, for programs";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new JsonReport(out);
  }
}
