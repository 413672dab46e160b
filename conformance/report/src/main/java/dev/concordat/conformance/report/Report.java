package dev.concordat.conformance.report;

/**
 * Writes the outcome of a run in one form, exchange by exchange as they are judged. It holds no
 * exchange longer than it takes to write it, so that a run may have any number of them.
 */
public interface Report {
  /** Takes the next exchange. */
  void exchange(JudgedEntry entry);

  /** Takes the end; the report is then whole. The writer stays open. */
  void end(RunSummary summary);
}
