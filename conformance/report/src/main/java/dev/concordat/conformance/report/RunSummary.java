package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run amounts to.
 *
 * @param totals how many exchanges had each verdict; each verdict is in it
 * @param aside the exchanges that are none of a provider's, and in no total
 * @param coverage what was exercised of the contracts
 * @param failing how many findings fail the run
 * @param accepted how many findings are accepted
 * @param remarks what else is to be said, such as what of the baseline is not needed
 */
public record RunSummary(
    Map<Verdict, Integer> totals,
    SetAside aside,
    Coverage coverage,
    long failing,
    long accepted,
    List<String> remarks) {
  /** The remarks, and what was set aside. */
  List<String> notes() {
    if (aside.count() == 0) {
      return remarks;
    }
    List<String> notes = new ArrayList<>(remarks);
    notes.add("set aside: " + aside);
    return notes;
  }

  public int exchanges() {
    return totals.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@code 3 exchanges: 1 conforms, 1 drifts, 0 unchecked, 1 violates}. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(exchanges() == 1 ? "1 exchange" : exchanges() + " exchanges").append(": ");
    String separator = "";
    for (Map.Entry<Verdict, Integer> total : totals.entrySet()) {
      line.append(separator).append(total.getValue()).append(' ').append(total.getKey().id());
      separator = ", ";
    }
    return line.toString();
  }
}
