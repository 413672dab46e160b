package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;

/** Text for people: what violates with its findings, then what was not checked, then drift. */
@AutoService(ReportForm.class)
public final class TextForm implements ReportForm {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public String purpose() {
    return "text, for people";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new TextReport(out, settings);
  }
}
