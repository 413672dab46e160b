package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.ProviderCoverage;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The outcome in Markdown. Findings at one place are one row; beyond so many places there is only
 * their number, so that a comment or a job summary takes it.
 */
final class MarkdownReport implements Report {
  private static final int MAX_PLACES = 200;
  private static final int MAX_TEXT = 300;

  private final PrintWriter out;
  private final Map<Fingerprint, Row> rows = new LinkedHashMap<>();
  private long beyond;

  /** Findings at one place; the first of them is shown. */
  private static final class Row {
    final Finding first;
    final String name;
    long count;
    boolean fails;
    boolean accepted = true;

    Row(Finding first, String name) {
      this.first = first;
      this.name = name;
    }
  }

  MarkdownReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void exchange(JudgedEntry entry) {
    for (WeighedFinding weighed : entry.findings()) {
      Fingerprint place = Fingerprint.of(weighed.finding(), entry.judgement());
      Row row = rows.get(place);
      if (row == null && rows.size() == MAX_PLACES) {
        beyond++;
        continue;
      }
      if (row == null) {
        row = new Row(weighed.finding(), entry.name());
        rows.put(place, row);
      }
      row.count++;
      row.fails |= weighed.fails();
      row.accepted &= weighed.acceptance() != null;
    }
  }

  @Override
  public void end(RunSummary summary) {
    out.printf("## Concordat: %s%n%n", summary.failing() == 0 ? "passed" : "failed");
    out.println("| exchanges | conforms | drifts | unchecked | violates |");
    out.println("|---:|---:|---:|---:|---:|");
    out.printf("| %d |", summary.exchanges());
    for (Verdict verdict : Verdict.values()) {
      out.printf(" %d |", summary.totals().getOrDefault(verdict, 0));
    }
    out.println();
    findings("What fails the run", rows(true, false));
    findings("What does not", rows(false, false));
    findings("Accepted", rows(false, true));
    if (beyond > 0) {
      out.printf("%n%d more findings, at other places, are in the other reports.%n", beyond);
    }
    coverage(summary.coverage());
    for (String remark : summary.notes()) {
      out.printf("%n> %s%n", text(remark));
    }
    out.flush();
  }

  private List<Map.Entry<Fingerprint, Row>> rows(boolean fails, boolean accepted) {
    return rows.entrySet().stream()
        .filter(
            row -> row.getValue().fails == fails && (fails || row.getValue().accepted == accepted))
        .toList();
  }

  private void findings(String title, List<Map.Entry<Fingerprint, Row>> found) {
    if (found.isEmpty()) {
      return;
    }
    out.printf("%n### %s%n%n", title);
    out.println("| rule | where | what | times |");
    out.println("|---|---|---|---:|");
    for (Map.Entry<Fingerprint, Row> entry : found) {
      Fingerprint place = entry.getKey();
      Row row = entry.getValue();
      Finding finding = row.first;
      out.printf(
          "| %s | %s<br>%s | %s%s<br>first in %s | %d |%n",
          code(place.rule()),
          text(
              Objects.requireNonNullElse(place.provider(), "-")
                  + " "
                  + Objects.requireNonNullElse(place.operation(), "-")),
          code((place.part() + " " + place.pointer()).strip()),
          text(finding.message()),
          finding.source() == null ? "" : "<br>" + text(finding.source()),
          code(row.name),
          row.count);
    }
  }

  private void coverage(Coverage coverage) {
    if (coverage.all().isEmpty()) {
      return;
    }
    out.printf("%n<details><summary>What was exercised of the contracts</summary>%n%n");
    out.println("| provider | of the contract | exercised | of |");
    out.println("|---|---|---:|---:|");
    for (ProviderCoverage provider : coverage.all()) {
      for (Coverage.Kind kind : provider.kinds()) {
        if (!kind.items().isEmpty()) {
          out.printf(
              "| %s | %s | %d | %d |%n",
              text(provider.provider()), kind.name(), kind.exercised(), kind.items().size());
        }
      }
    }
    out.printf("%n</details>%n");
  }

  private static String code(String text) {
    return "`" + cut(text).replace('`', '\'').replace("|", "\\|") + "`";
  }

  // Nothing of an exchange is markup, a mention or a link.
  private static String text(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : cut(text).toCharArray()) {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '@' -> escaped.append("&#64;");
        case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '#', '+', '!', '|', '~', ':' ->
            escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String cut(String text) {
    String safe = SafeText.of(text);
    return safe.length() <= MAX_TEXT ? safe : safe.substring(0, MAX_TEXT) + "…";
  }
}
