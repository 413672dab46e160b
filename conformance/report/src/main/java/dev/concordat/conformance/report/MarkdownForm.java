package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import java.io.PrintWriter;

/** Markdown, for the comment of a pull request: findings by rule and place, with their number. */
@AutoService(ReportForm.class)
public final class MarkdownForm implements ReportForm {
  @Override
  public String name() {
    return "markdown";
  }

  @Override
  public String purpose() {
    return "Markdown, for a comment";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new MarkdownReport(out);
  }
}
