package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.ReportSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What is taken of the reports that are written beside that of the console. */
final class ReportFileOptions {
  @Option(
      names = "--report",
      paramLabel = "FORM=FILE",
      description =
          "Write a report into a file too; may be given more than once. html, "
              + "github, json, junit, markdown, ndjson, sarif, text; github goes to the "
              + "console where it has no file.")
  private List<String> reports = new ArrayList<>();

  /** Whether any is wanted. */
  boolean isEmpty() {
    return reports.isEmpty();
  }

  /**
   * Begins them.
   *
   * @param own forms that the command has for itself, which go before the others
   * @param settings those of the console, whose colours and width files do not have
   */
  void open(
      Reports all,
      Reports.Own own,
      CommandLine line,
      List<Inputs.Input> inputs,
      ReportSettings settings) {
    all.files(reports, own, line, inputs, settings.ofFile());
  }

  /** Begins them for a command whose console has forms of its own. */
  Reports open(
      Reports.Own own, CommandLine line, List<Inputs.Input> inputs, ReportSettings settings) {
    Reports all = new Reports();
    try {
      open(all, own, line, inputs, settings);
      return all;
    } catch (UnusableException e) {
      all.close();
      throw e;
    }
  }
}
