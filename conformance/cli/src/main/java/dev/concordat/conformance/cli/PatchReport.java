package dev.concordat.conformance.cli;

import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.drift.Overlay;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * The proposed changes of contracts, as OpenAPI Overlays in YAML; what is not proposed stands in
 * comments.
 */
final class PatchReport implements DriftReport {
  private static final List<String> HEADING =
      List.of(
          "A proposal that recordings make, for a person to decide on: what servers do is"
              + " evidence,",
          "and a contract says what is documented. Keep what a document says and name that"
              + " document",
          "in x-source; note the rest in the ledger.");

  private final PrintWriter out;

  PatchReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(List<Drift> drifts, Map<Verdict, Integer> totals, SetAside aside, int unread) {
    HEADING.forEach(this::comment);
    boolean first = true;
    for (Drift drift : drifts) {
      Overlay overlay = Overlay.of(drift);
      if (!overlay.isEmpty()) {
        out.println(first ? "" : "---");
        out.print(overlay.yaml());
        first = false;
      }
      remarks(drift, overlay);
    }
    if (first) {
      comment("There is nothing to propose.");
    }
    out.flush();
  }

  private void remarks(Drift drift, Overlay overlay) {
    if (overlay.remarks().isEmpty()) {
      return;
    }
    comment("");
    comment("Seen of %s, and not proposed:".formatted(drift.contract().provider()));
    overlay.remarks().forEach(remark -> comment("- " + remark));
  }

  private void comment(String text) {
    out.println(SafeText.of(text.isEmpty() ? "#" : "# " + text));
  }
}
