package dev.concordat.conformance.cli;

import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import java.util.List;
import java.util.Map;

/** A form in which the outcome of a probe is written, case by case as they are run. */
interface ProbeReport {
  /** All its forms. A new one is added here and nowhere else. */
  List<Format<ProbeReport>> FORMATS =
      List.of(
          new Format<>("text", ProbeTextReport::new),
          new Format<>("json", (out, settings) -> new ProbeJsonReport(out)));

  /** Takes the outcome of the next case. */
  void result(CaseResult result);

  /** Takes the end: how many cases had each outcome, and how many requests were made. */
  void end(Map<Outcome, Integer> totals, int requests);
}
