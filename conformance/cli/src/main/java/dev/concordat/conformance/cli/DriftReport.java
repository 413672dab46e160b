package dev.concordat.conformance.cli;

import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** A form in which drift is written. */
interface DriftReport {
  /**
   * Writes the report.
   *
   * @param drifts what was collected of each provider
   * @param totals how many exchanges had each verdict
   * @param unread how many entries of recordings were no exchange
   */
  void write(List<Drift> drifts, Map<Verdict, Integer> totals, int unread);

  /** A form by its name. A new one is added to {@link #ALL} and nowhere else. */
  record Format(String name, Factory factory) {
    static final List<Format> ALL =
        List.of(
            new Format("text", TextDriftReport::new),
            new Format("json", (out, terminal) -> new JsonDriftReport(out)));

    static Format of(String name) {
      return ALL.stream()
          .filter(format -> format.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new UnusableException(
                      "--format '%s' is not known; there are %s"
                          .formatted(
                              name, String.join(", ", ALL.stream().map(Format::name).toList()))));
    }
  }

  /** Makes a report that writes to a stream. */
  interface Factory {
    DriftReport open(PrintWriter out, Terminal terminal);
  }
}
