package dev.concordat.conformance.cli;

import dev.concordat.conformance.server.probe.CaseResult;
import dev.concordat.conformance.server.probe.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** A form in which the outcome of a probe is written, case by case as they are run. */
interface ProbeReport {
  /** Takes the outcome of the next case. */
  void result(CaseResult result);

  /** Takes the end: how many cases had each outcome, and how many requests were made. */
  void end(Map<Outcome, Integer> totals, int requests);

  /** A form by its name. A new one is added to {@link #ALL} and nowhere else. */
  record Format(String name, Factory factory) {
    static final List<Format> ALL =
        List.of(
            new Format("text", ProbeTextReport::new),
            new Format("json", (out, terminal) -> new ProbeJsonReport(out)));

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
    ProbeReport open(PrintWriter out, Terminal terminal);
  }
}
