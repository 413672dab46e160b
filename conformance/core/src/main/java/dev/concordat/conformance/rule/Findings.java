package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is found in one exchange: so many findings of each severity and no more, and the
 * count of the rest.
 */
final class Findings {
  private static final int MAX_FINDINGS = 100;

  private final @Nullable Contract contract;
  private final Observer.OfExchange observer;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

  Findings(@Nullable Contract contract) {
    this(contract, Observer.OfExchange.NONE);
  }

  Findings(@Nullable Contract contract, Observer.OfExchange observer) {
    this.contract = contract;
    this.observer = observer;
  }

  /** Who else is told what the exchange shows. */
  Observer.OfExchange observer() {
    return observer;
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
    if (counts.merge(severity, 1, Integer::sum) > MAX_FINDINGS) {
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

  boolean hasViolationAt(String part, String pointer) {
    return findings.stream()
        .anyMatch(
            finding ->
                finding.severity() == Severity.VIOLATION
                    && finding.part().equals(part)
                    && finding.pointer().equals(pointer));
  }

  List<Finding> all() {
    List<Finding> all = new ArrayList<>(findings);
    counts.forEach(
        (severity, count) -> {
          if (count > MAX_FINDINGS) {
            String message = "%d more findings are not listed".formatted(count - MAX_FINDINGS);
            all.add(new Finding("findings.more", severity, "exchange", "", message, null, null));
          }
        });
    return all;
  }
}
