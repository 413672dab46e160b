package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.ProviderCoverage;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report for a person: a line for each exchange that violates or was not wholly checked, its
 * findings below, the worst first and then by rule. What was not checked comes after what violates.
 * Drift is told behind all of them, once for all exchanges, unless all of it was asked for.
 */
final class TextReport implements Report {
  private static final int MAX_NAMES = 3;
  private static final String INDENT = "      ";

  /** How many characters are held back in order to come after what violates. */
  private static final int MAX_HELD = 1 << 20;

  private static final Comparator<WeighedFinding> WORST_FIRST =
      Comparator.comparing((WeighedFinding weighed) -> weighed.finding().severity())
          .reversed()
          .thenComparing(weighed -> weighed.finding().rule());

  private final PrintWriter out;
  private final ReportSettings settings;
  private final Repeats drift = new Repeats();
  private final StringBuilder unchecked = new StringBuilder();

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
    List<WeighedFinding> told = new ArrayList<>();
    for (WeighedFinding weighed : settings.verbose() ? entry.told() : entry.findings()) {
      if (weighed.finding().severity() == Severity.DRIFT && !settings.verbose()) {
        drift.add(entry, weighed);
      } else {
        told.add(weighed);
      }
    }
    if (told.isEmpty()) {
      return;
    }
    told.sort(WORST_FIRST);
    String text = block(entry, told);
    boolean isHeld = judgement.verdict() == Verdict.UNCHECKED && !settings.verbose();
    if (isHeld && unchecked.length() + text.length() <= MAX_HELD) {
      unchecked.append(text);
    } else {
      out.print(text);
    }
  }

  private String block(JudgedEntry entry, List<WeighedFinding> told) {
    Judgement judgement = entry.judgement();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s  %s[%d]  %s %s%n"
            .formatted(
                coloured(judgement.verdict(), "%-9s".formatted(judgement.verdict().id())),
                SafeText.of(entry.file()),
                entry.index(),
                judgement.provider() == null ? "-" : judgement.provider(),
                judgement.operation() == null ? "-" : judgement.operation()));
    Tested tested = entry.tested();
    if (tested != null && tested.test() != null) {
      line("in " + tested.test(), text);
    }
    int listed = Math.min(told.size(), settings.maxFindings());
    told.subList(0, listed).forEach(weighed -> finding(weighed, text));
    if (listed < told.size()) {
      text.append(
          "  and %d more findings; --max-findings says how many are listed%n"
              .formatted(told.size() - listed));
    }
    return text.append(System.lineSeparator()).toString();
  }

  private void finding(WeighedFinding weighed, StringBuilder text) {
    Finding finding = weighed.finding();
    text.append(
        "  %s  %s%s%n"
            .formatted(
                coloured(Verdict.of(finding.severity()), finding.rule()),
                place(finding.part(), finding.pointer()),
                finding.count() == 1
                    ? ""
                    : "  %d times, last in %s"
                        .formatted(
                            finding.count(),
                            place(finding.last().part(), finding.last().pointer()))));
    line(finding.message(), text);
    if (finding.source() != null) {
      line("source: " + finding.source(), text);
    }
    if (finding.contract() != null) {
      line("contract: " + finding.contract(), text);
    }
    if (weighed.acceptance() != null) {
      line(accepted(weighed.acceptance()), text);
    }
  }

  private static String accepted(Acceptance acceptance) {
    return "accepted: %s (%s%s)"
        .formatted(
            acceptance.reason(),
            acceptance.owner(),
            acceptance.expires() == null ? "" : ", until " + acceptance.expires());
  }

  private void drift() {
    if (drift.all().isEmpty()) {
      return;
    }
    out.println(coloured(Verdict.DRIFTS, "drift") + ", each once (--verbose tells all of each)");
    for (Repeats.Repeat repeat : drift.all()) {
      Finding finding = repeat.finding();
      Acceptance acceptance = repeat.acceptance();
      out.printf(
          "  %s  %s: %s%s  (%s%s)%n",
          coloured(Verdict.DRIFTS, finding.rule()),
          place(finding.part(), finding.pointer()),
          SafeText.of(finding.message()),
          acceptance == null ? "" : "; " + SafeText.of(accepted(acceptance)),
          repeat.exchanges() == 1 ? "" : "%d exchanges, the first ".formatted(repeat.exchanges()),
          SafeText.of(repeat.first()));
    }
    if (drift.rest() > 0) {
      out.printf("  and %d findings more, of other kinds%n", drift.rest());
    }
    out.println();
  }

  // A text below a finding, in as many lines as the terminal's width asks for.
  private void line(String message, StringBuilder text) {
    for (String line : settings.lines(message, INDENT)) {
      text.append(line).append(System.lineSeparator());
    }
  }

  private static String place(String part, String pointer) {
    return SafeText.of(part) + (pointer.isEmpty() ? "" : " " + SafeText.of(pointer));
  }

  @Override
  public void end(RunSummary summary) {
    int exchanges = summary.exchanges();
    if (!settings.quiet()) {
      out.print(unchecked);
      drift();
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

  private void provider(ProviderCoverage provider) {
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
    long undescribed = provider.undescribed().values().stream().mapToLong(Long::longValue).sum();
    if (undescribed > 0) {
      out.printf(
          "  %d values in what the contract leaves open: %s%n",
          undescribed,
          listed(
              provider.undescribed().entrySet().stream()
                  .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                  .map(schema -> schema.getKey() + " " + schema.getValue())
                  .toList()));
    }
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
    return names.isEmpty() ? "" : "; never " + listed(names);
  }

  private static String listed(List<String> names) {
    List<String> shown = names.subList(0, Math.min(names.size(), MAX_NAMES));
    int more = names.size() - shown.size();
    return String.join(", ", shown)
        + (more == 0 ? "" : " and %d more (--format json lists them)".formatted(more));
  }

  private String coloured(Verdict verdict, String text) {
    int colour =
        switch (verdict) {
          case CONFORMS -> 32;
          case DRIFTS -> 36;
          case UNCHECKED -> 33;
          case VIOLATES -> 31;
        };
    return settings.coloured(colour, text);
  }
}
