package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for a person: a line for each exchange that is not fine, its findings below. */
final class TextReport implements Report {
  private static final int MAX_NAMES = 3;

  private final PrintWriter out;
  private final Terminal terminal;

  TextReport(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void exchange(String file, int index, Judgement judgement) {
    if (judgement.verdict() == Verdict.CONFORMS) {
      return;
    }
    out.printf(
        "%s  %s[%d]  %s %s%n",
        coloured(judgement.verdict(), "%-9s".formatted(judgement.verdict().id())),
        SafeText.of(file),
        index,
        judgement.provider() == null ? "-" : judgement.provider(),
        judgement.operation() == null ? "-" : judgement.operation());
    for (Finding finding : judgement.findings()) {
      finding(finding);
    }
    out.println();
  }

  private void finding(Finding finding) {
    out.printf(
        "  %s  %s%s%n      %s%n",
        coloured(Verdict.of(List.of(finding)), finding.rule()),
        place(finding.part(), finding.pointer()),
        finding.count() == 1
            ? ""
            : "  %d times, last in %s"
                .formatted(finding.count(), place(finding.last().part(), finding.last().pointer())),
        SafeText.of(finding.message()));
    if (finding.source() != null) {
      out.printf("      source: %s%n", SafeText.of(finding.source()));
    }
    if (finding.contract() != null) {
      out.printf("      contract: %s%n", SafeText.of(finding.contract()));
    }
  }

  private static String place(String part, String pointer) {
    return SafeText.of(part) + (pointer.isEmpty() ? "" : " " + SafeText.of(pointer));
  }

  @Override
  public void end(Map<Verdict, Integer> totals, Coverage coverage) {
    int exchanges = totals.values().stream().mapToInt(Integer::intValue).sum();
    for (Coverage.OfProvider provider : coverage.all()) {
      provider(provider);
    }
    out.printf(
        "%s: %s%n",
        exchanges == 1 ? "1 exchange" : exchanges + " exchanges",
        totals.entrySet().stream()
            .map(
                total ->
                    total.getValue() == 0
                        ? "0 " + total.getKey().id()
                        : coloured(total.getKey(), total.getValue() + " " + total.getKey().id()))
            .collect(Collectors.joining(", ")));
    out.flush();
  }

  private void provider(Coverage.OfProvider provider) {
    long notJudged = provider.bytesNotJudged().values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        "%s: %d bytes of bodies judged, %d not%s%n",
        provider.provider(),
        provider.bytesJudged(),
        notJudged,
        provider.bytesNotJudged().isEmpty()
            ? ""
            : " ("
                + provider.bytesNotJudged().entrySet().stream()
                    .map(reason -> reason.getKey() + " " + reason.getValue())
                    .collect(Collectors.joining(", "))
                + ")");
    for (Coverage.Kind kind : provider.kinds()) {
      if (!kind.items().isEmpty()) {
        out.printf(
            "  %-10s  %d of %d exercised%s%n",
            kind.name(), kind.exercised(), kind.items().size(), never(kind.never()));
      }
    }
    out.println();
  }

  private static String never(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> shown = names.subList(0, Math.min(names.size(), MAX_NAMES));
    int more = names.size() - shown.size();
    return "; never "
        + String.join(", ", shown)
        + (more == 0 ? "" : " and %d more (--format json lists them)".formatted(more));
  }

  private String coloured(Verdict verdict, String text) {
    if (!terminal.colours()) {
      return text;
    }
    int colour =
        switch (verdict) {
          case CONFORMS -> 32;
          case DRIFTS -> 36;
          case UNCHECKED -> 33;
          case VIOLATES -> 31;
        };
    return "\u001b[%dm%s\u001b[0m".formatted(colour, text);
  }
}
