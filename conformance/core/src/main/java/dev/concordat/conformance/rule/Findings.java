package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is found in one exchange: so many findings and no more, and the count of the rest.
 */
final class Findings {
  private static final int MAX_FINDINGS = 100;

  private final @Nullable Contract contract;
  private final List<Finding> findings = new ArrayList<>();
  private int more;
  private Severity worstOfMore = Severity.DRIFT;

  Findings(@Nullable Contract contract) {
    this.contract = contract;
  }

  /**
   * Takes a finding.
   *
   * @param place the place in the contract that it follows from, as a URI fragment, or null
   */
  void add(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String place) {
    if (findings.size() == MAX_FINDINGS) {
      more++;
      worstOfMore = severity.compareTo(worstOfMore) > 0 ? severity : worstOfMore;
      return;
    }
    findings.add(
        new Finding(
            rule,
            severity,
            part,
            pointer,
            message,
            contract == null || place == null ? null : contract.place(place),
            contract == null || place == null ? null : contract.source(place)));
  }

  boolean hasViolationIn(String part) {
    return findings.stream()
        .anyMatch(
            finding -> finding.severity() == Severity.VIOLATION && finding.part().startsWith(part));
  }

  List<Finding> all() {
    if (more == 0) {
      return findings;
    }
    List<Finding> all = new ArrayList<>(findings);
    String message = "at least %d more findings are not listed".formatted(more);
    all.add(new Finding("findings.more", worstOfMore, "exchange", "", message, null, null));
    return all;
  }
}
