package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report for a person: each case that fails or warns, and below the reason, once where cases
 * that follow each other have the same; of those that pass or were skipped how many there are.
 * Where all of it was asked for, each case with its reason and all that was found.
 */
final class ProbeTextReport implements ProbeReport {
  private static final String INDENT = "        ";

  private final PrintWriter out;
  private final ReportSettings settings;
  private final List<CaseResult> alike = new ArrayList<>();
  private final Map<String, Integer> skipped = new LinkedHashMap<>();
  private int passed;
  private String heading = "";

  ProbeTextReport(PrintWriter out, ReportSettings settings) {
    this.out = out;
    this.settings = settings;
  }

  @Override
  public void result(CaseResult result) {
    if (settings.quiet()) {
      return;
    }
    String of = result.provider() + " " + result.operation();
    if (!of.equals(heading)) {
      endOperation();
      out.printf("%s%s%n", heading.isEmpty() ? "" : System.lineSeparator(), of);
      heading = of;
    }
    if (!settings.verbose() && result.outcome() == Outcome.PASS) {
      passed++;
    } else if (!settings.verbose() && result.outcome() == Outcome.SKIP) {
      skipped.merge(result.reason(), 1, Integer::sum);
    } else {
      if (settings.verbose() || !isLikeTheLast(result)) {
        tellAlike();
      }
      alike.add(result);
    }
  }

  private boolean isLikeTheLast(CaseResult result) {
    if (alike.isEmpty()) {
      return false;
    }
    CaseResult last = alike.get(alike.size() - 1);
    return last.outcome() == result.outcome()
        && last.reason().equals(result.reason())
        && (last.findings().equals(result.findings()) || result.findings().size() == 1);
  }

  private void tellAlike() {
    if (alike.isEmpty()) {
      return;
    }
    for (int i = 0; i < alike.size(); i++) {
      CaseResult result = alike.get(i);
      out.printf("  %s  %s%n", coloured(result.outcome()), SafeText.of(result.name()));
      if (i == alike.size() - 1) {
        line(result.reason());
        findings(result.findings());
      }
      if (result.contract() != null && isWrong(result.outcome())) {
        line("contract: " + result.contract());
      }
    }
    alike.clear();
    out.flush();
  }

  private static boolean isWrong(Outcome outcome) {
    return outcome == Outcome.FAIL || outcome == Outcome.WARN;
  }

  // The first finding alone is the reason.
  private void findings(List<Finding> all) {
    if (all.size() < 2) {
      return;
    }
    int listed = Math.min(all.size(), settings.maxFindings());
    for (Finding finding : all.subList(0, listed)) {
      out.printf(
          "%s%s  %s%s%n",
          INDENT,
          finding.rule(),
          SafeText.of(finding.part()),
          finding.pointer().isEmpty() ? "" : " " + SafeText.of(finding.pointer()));
      line("    " + finding.message());
    }
    if (listed < all.size()) {
      line("and %d more; --max-findings says how many are listed".formatted(all.size() - listed));
    }
  }

  private void line(String text) {
    settings.lines(text, INDENT).forEach(out::println);
  }

  private void endOperation() {
    tellAlike();
    if (passed > 0) {
      out.printf("  %s  %s%n", coloured(Outcome.PASS), cases(passed));
    }
    skipped.forEach(
        (reason, count) -> {
          out.printf("  %s  %s%n", coloured(Outcome.SKIP), cases(count));
          line(reason);
        });
    passed = 0;
    skipped.clear();
  }

  @Override
  public void end(Map<Outcome, Integer> totals, int requests) {
    if (!settings.quiet()) {
      endOperation();
      out.println();
    }
    out.printf(
        "%s, %s: %s%n",
        cases(totals.values().stream().mapToInt(Integer::intValue).sum()),
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

  private static String cases(int count) {
    return count == 1 ? "1 case" : count + " cases";
  }

  private String coloured(Outcome outcome) {
    return coloured(outcome, outcome.name());
  }

  private String coloured(Outcome outcome, String text) {
    int colour =
        switch (outcome) {
          case PASS -> 32;
          case FAIL -> 31;
          case WARN -> 33;
          case SKIP -> 36;
        };
    return settings.coloured(colour, text);
  }
}
