package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.util.List;
import java.util.Map;

/** A form in which the outcome of a check is written, exchange by exchange as they are judged. */
interface Report {
  /** All its forms. A new one is added here and nowhere else. */
  List<Format<Report>> FORMATS =
      List.of(
          new Format<>("text", TextReport::new),
          new Format<>("json", (out, terminal) -> new JsonReport(out)));

  /** Takes the next exchange: which one of which file, from 0, and what was said of it. */
  void exchange(String file, int index, Judgement judgement);

  /** Takes the end: how many exchanges had each verdict, and what was exercised. */
  void end(Map<Verdict, Integer> totals, Coverage coverage);
}
