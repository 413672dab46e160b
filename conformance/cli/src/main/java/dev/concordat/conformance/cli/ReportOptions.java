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

  /** When colours are used. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = "--format",
      paramLabel = "FORM",
      completionCandidates = Forms.class,
      description = "The form of the console: text, the default, json, or another of --report.")
  private String format = "text";

  @Mixin private ReportFileOptions files = new ReportFileOptions();

  @Option(names = "--quiet", description = "Of the form text, the last line alone.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      description = "Of the form text, what drifts with each exchange, not once for all of them.")
  private boolean verbose;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      description = "How many findings of an exchange the form text lists; 100 unless given.")
  private int maxFindings = 100;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "always, never, or auto: on a terminal that has them.")
  private Colour color = Colour.AUTO;

  ReportSettings settings(Contracts contracts, Terminal terminal) {
    if (maxFindings < 0) {
      throw new UnusableException("--max-findings %d: expected 0 or more".formatted(maxFindings));
    }
    boolean colours =
        switch (color) {
          case AUTO -> terminal.colours();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return new ReportSettings(
        contracts, Version.number(), colours, terminal.width(), quiet, verbose, maxFindings);
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
