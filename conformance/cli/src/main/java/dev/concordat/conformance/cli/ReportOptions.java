package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.report.ReportForm;
import dev.concordat.conformance.report.ReportSettings;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is taken of the forms in which the outcome of a run is written. */
final class ReportOptions {
  /** The names of the forms, for help. */
  static final class Forms implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ReportForm.names().iterator();
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORM",
      completionCandidates = Forms.class,
      description = "The form of the console: text, the default, json, or another of --report.")
  private String format = "text";

  @Mixin private ReportFileOptions files = new ReportFileOptions();

  @Option(
      names = "--verbose",
      description = "Of the form text, what drifts with each exchange, not once for all of them.")
  private boolean verbose;

  @Mixin private ConsoleOptions console = new ConsoleOptions();

  ReportSettings settings(Contracts contracts, Terminal terminal) {
    return console.settings(contracts, terminal, verbose);
  }

  /** Begins all reports. */
  Reports open(
      PrintWriter out, CommandLine line, List<Inputs.Input> inputs, ReportSettings settings) {
    Reports all = new Reports();
    try {
      all.console(format, out, settings);
      files.open(all, (form, into) -> false, line, inputs, settings);
      return all;
    } catch (UnusableException e) {
      all.close();
      throw e;
    }
  }
}
