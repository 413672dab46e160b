package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;

/** A page in one file, which needs no network: every exchange with its findings at their place. */
@AutoService(ReportForm.class)
public final class HtmlForm implements ReportForm {
  @Override
  public String name() {
    return "html";
  }

  @Override
  public String purpose() {
    return "a page in one file, for people";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new HtmlReport(out, settings);
  }
}
