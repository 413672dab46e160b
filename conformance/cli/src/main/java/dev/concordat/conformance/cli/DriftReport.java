package dev.concordat.conformance.cli;

import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.verdict.Verdict;
import java.util.List;
import java.util.Map;

/** A form in which drift is written. */
interface DriftReport {
  /** All its forms. A new one is added here and nowhere else. */
  List<Format<DriftReport>> FORMATS =
      List.of(
          new Format<>("text", TextDriftReport::new),
          new Format<>("json", (out, settings) -> new JsonDriftReport(out)));

  /**
   * Writes the report.
   *
   * @param drifts what was collected of each provider
   * @param totals how many exchanges had each verdict
   * @param aside the exchanges that are none of a provider's
   * @param unread how many entries of recordings were no exchange
   */
  void write(List<Drift> drifts, Map<Verdict, Integer> totals, SetAside aside, int unread);
}
