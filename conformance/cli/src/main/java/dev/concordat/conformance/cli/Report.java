package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** A form in which the outcome of a check is written, exchange by exchange as they are judged. */
interface Report {
  /** Takes the next exchange: which one of which file, from 0, and what was said of it. */
  void exchange(String file, int index, Judgement judgement);

  /** Takes the end: how many exchanges had each verdict, and what was exercised. */
  void end(Map<Verdict, Integer> totals, Coverage coverage);

  /** A form by its name. A new one is added to {@link #ALL} and nowhere else. */
  record Format(String name, Factory factory) {
    static final List<Format> ALL =
        List.of(
            new Format("text", TextReport::new),
            new Format("json", (out, terminal) -> new JsonReport(out)));

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
    Report open(PrintWriter out, Terminal terminal);
  }
}
