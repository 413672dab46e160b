package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.report.ReportSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What is taken of the reports that are written beside that of the console. */
final class ReportFileOptions {
  private static final int MAX_FINDINGS = 100;

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
    ReportSettings plain =
        new ReportSettings(
            settings.contracts(),
            settings.version(),
            false,
            0,
            false,
            settings.verbose(),
            settings.maxFindings());
    all.files(reports, own, line, inputs, plain);
  }

  /** Begins them for a command whose console has forms of its own. */
  Reports open(Reports.Own own, CommandLine line, List<Inputs.Input> inputs, Contracts contracts) {
    Reports all = new Reports();
    try {
      ReportSettings settings =
          new ReportSettings(contracts, Version.number(), false, 0, false, false, MAX_FINDINGS);
      open(all, own, line, inputs, settings);
      return all;
    } catch (UnusableException e) {
      all.close();
      throw e;
    }
  }
}
