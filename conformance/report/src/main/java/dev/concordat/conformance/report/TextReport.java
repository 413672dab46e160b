package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** The report for a person: a line for each exchange that is not fine, its findings below. */
final class TextReport implements Report {
  private static final int MAX_NAMES = 3;
  private static final int MIN_ROOM = 20;
  private static final String INDENT = "      ";

  private final PrintWriter out;
  private final ReportSettings settings;

  TextReport(PrintWriter out, ReportSettings settings) {
    this.out = out;
    this.settings = settings;
  }

  @Override
  public void exchange(JudgedEntry entry) {
    Judgement judgement = entry.judgement();
    if (settings.quiet() || judgement.verdict() == Verdict.CONFORMS) {
      return;
    }
    out.printf(
        "%s  %s[%d]  %s %s%n",
        coloured(judgement.verdict(), "%-9s".formatted(judgement.verdict().id())),
        SafeText.of(entry.file()),
        entry.index(),
        judgement.provider() == null ? "-" : judgement.provider(),
        judgement.operation() == null ? "-" : judgement.operation());
    int listed = Math.min(entry.findings().size(), settings.maxFindings());
    entry.findings().subList(0, listed).forEach(this::finding);
    if (listed < entry.findings().size()) {
      out.printf(
          "  and %d more findings; --max-findings says how many are listed%n",
          entry.findings().size() - listed);
    }
    out.println();
  }

  private void finding(WeighedFinding weighed) {
    Finding finding = weighed.finding();
    out.printf(
        "  %s  %s%s%n",
        coloured(Verdict.of(List.of(finding)), finding.rule()),
        place(finding.part(), finding.pointer()),
        finding.count() == 1
            ? ""
            : "  %d times, last in %s"
                .formatted(
                    finding.count(), place(finding.last().part(), finding.last().pointer())));
    line(finding.message());
    if (finding.source() != null) {
      line("source: " + finding.source());
    }
    if (finding.contract() != null) {
      line("contract: " + finding.contract());
    }
    Acceptance acceptance = weighed.acceptance();
    if (acceptance != null) {
      line(
          "accepted: %s (%s%s)"
              .formatted(
                  acceptance.reason(),
                  acceptance.owner(),
                  acceptance.expires() == null ? "" : ", until " + acceptance.expires()));
    }
  }

  // A text below a finding, in as many lines as the terminal's width asks for.
  private void line(String text) {
    String rest = SafeText.of(text);
    int room = settings.width() - INDENT.length();
    while (settings.width() > 0 && room >= MIN_ROOM && rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : rest.offsetByCodePoints(0, rest.codePointCount(0, room));
      out.println(INDENT + rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    out.println(INDENT + rest);
  }

  private static String place(String part, String pointer) {
    return SafeText.of(part) + (pointer.isEmpty() ? "" : " " + SafeText.of(pointer));
  }

  @Override
  public void end(RunSummary summary) {
    int exchanges = summary.exchanges();
    if (!settings.quiet()) {
      summary.coverage().all().forEach(this::provider);
    }
    if (summary.aside().count() > 0) {
      out.printf("set aside: %s%n", SafeText.of(summary.aside().toString()));
    }
    out.printf(
        "%s: %s%n",
        exchanges == 1 ? "1 exchange" : exchanges + " exchanges",
        summary.totals().entrySet().stream()
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
    if (!settings.colours()) {
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
