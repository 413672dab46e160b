package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.verdict.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * How reports are written.
 *
 * @param contracts what was judged by, for excerpts and for the ledger
 * @param version the program's version
 * @param colours whether the form for people has colours
 * @param width how many columns the terminal has, or 0 where lines are not wrapped
 * @param quiet whether the form for people is the last line alone
 * @param verbose whether the form for people lists what drifts with each exchange, not once for all
 * @param maxFindings how many findings of an exchange the forms for people list
 */
public record ReportSettings(
    Contracts contracts,
    String version,
    boolean colours,
    int width,
    boolean quiet,
    boolean verbose,
    int maxFindings) {
  private static final int MIN_ROOM = 20;

  /** Those of a form that goes into a file beside the console: whole, without colours or width. */
  public ReportSettings ofFile() {
    return new ReportSettings(contracts, version, false, 0, false, verbose, maxFindings);
  }

  /**
   * A text in a colour, where there are colours.
   *
   * @param colour the number that ECMA-48 gives it
   */
  public String coloured(int colour, String text) {
    return colours ? "\u001b[%dm%s\u001b[0m".formatted(colour, text) : text;
  }

  /**
   * A text, made safe to show, in as many lines as the terminal's width asks for.
   *
   * @param indent what stands before each of them
   */
  public List<String> lines(String text, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = SafeText.of(text);
    int room = width - indent.length();
    while (width > 0 && room >= MIN_ROOM && rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : rest.offsetByCodePoints(0, rest.codePointCount(0, room));
      lines.add(indent + rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(indent + rest);
    return lines;
  }
}
