package dev.concordat.conformance.report;

import java.io.PrintWriter;

/** Text for people: a line for each exchange that is not fine, its findings below. */
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
