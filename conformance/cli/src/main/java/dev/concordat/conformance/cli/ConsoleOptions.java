package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.report.ReportSettings;
import picocli.CommandLine.Option;

/** How much the form text tells on the console, and in which colours. */
final class ConsoleOptions {
  private static final int MAX_FINDINGS = 100;

  /** When colours are used. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(names = "--quiet", description = "Of the form text, the last line alone.")
  private boolean quiet;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      description =
          "How many findings of an exchange, a case or a kind the form text lists; 100 unless"
              + " given.")
  private int maxFindings = MAX_FINDINGS;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "always, never, or auto: on a terminal that has them.")
  private Colour color = Colour.AUTO;

  /**
   * What the options ask of a terminal.
   *
   * @param verbose whether all is told of each, and not once what is the same of many
   */
  ReportSettings settings(Contracts contracts, Terminal terminal, boolean verbose) {
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
}
