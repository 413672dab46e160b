package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.verdict.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The exchanges for which a run fails: how many of each verdict, and the first of the worst. */
final class Failures {
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private @Nullable Verdict worst;
  private String first = "";

  /** Takes an exchange that fails the run. */
  void add(JudgedEntry entry) {
    Verdict verdict = entry.verdict();
    counts.merge(verdict, 1, Integer::sum);
    if (worst == null || verdict.compareTo(worst) > 0) {
      worst = verdict;
      first = entry.name();
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Why the run fails, in a line. */
  @Override
  public String toString() {
    int exchanges = counts.values().stream().mapToInt(Integer::intValue).sum();
    return "%s: %s; see %s"
        .formatted(
            exchanges == 1 ? "1 exchange fails" : exchanges + " exchanges fail",
            counts.entrySet().stream()
                .sorted(Collections.reverseOrder(Map.Entry.comparingByKey()))
                .map(count -> count.getValue() + " " + count.getKey().id())
                .collect(Collectors.joining(", ")),
            first);
  }
}
