package dev.concordat.conformance.cli;

import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for a person: a line for each case and its reason, what was found below. */
final class ProbeTextReport implements ProbeReport {
  private static final int MAX_FINDINGS = 5;

  private final PrintWriter out;
  private final Terminal terminal;
  private String heading = "";

  ProbeTextReport(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void result(CaseResult result) {
    String of = result.provider() + " " + result.operation();
    if (!of.equals(heading)) {
      out.printf("%s%s%n", heading.isEmpty() ? "" : System.lineSeparator(), of);
      heading = of;
    }
    out.printf(
        "  %s  %s%n        %s%n",
        coloured(result.outcome(), result.outcome().name()),
        SafeText.of(result.name()),
        SafeText.of(result.reason()));
    int shown = Math.min(result.findings().size(), MAX_FINDINGS);
    // The first finding alone is the reason.
    for (Finding finding : result.findings().subList(shown > 1 ? 0 : shown, shown)) {
      out.printf(
          "        %s  %s%s%n            %s%n",
          finding.rule(),
          SafeText.of(finding.part()),
          finding.pointer().isEmpty() ? "" : " " + SafeText.of(finding.pointer()),
          SafeText.of(finding.message()));
    }
    if (result.contract() != null
        && (result.outcome() == Outcome.FAIL || result.outcome() == Outcome.WARN)) {
      out.printf("        contract: %s%n", SafeText.of(result.contract()));
    }
    out.flush();
  }

  @Override
  public void end(Map<Outcome, Integer> totals, int requests) {
    int cases = totals.values().stream().mapToInt(Integer::intValue).sum();
    out.printf(
        "%n%s, %s: %s%n",
        cases == 1 ? "1 case" : cases + " cases",
        requests == 1 ? "1 request" : requests + " requests",
        totals.entrySet().stream()
            .map(
                total ->
                    total.getValue() == 0
                        ? "0 " + total.getKey()
                        : coloured(total.getKey(), total.getValue() + " " + total.getKey()))
            .collect(Collectors.joining(", ")));
    out.flush();
  }

  private String coloured(Outcome outcome, String text) {
    if (!terminal.colours()) {
      return text;
    }
    int colour =
        switch (outcome) {
          case PASS -> 32;
          case FAIL -> 31;
          case WARN -> 33;
          case SKIP -> 36;
        };
    return "\u001b[%dm%s\u001b[0m".formatted(colour, text);
  }
}
