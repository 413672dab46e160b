package dev.concordat.conformance.report;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Together;
import dev.concordat.conformance.verdict.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a recording, or an exchange of a test, and what was said of it.
 *
 * @param file how reports name the recording, or the test
 * @param index which entry of the recording it is, or which exchange of the run, from 0
 * @param exchange the exchange, or null where the entry is none that can be read
 * @param findings the judgement's findings, in their order, each by itself
 * @param tested where it comes from, or null where that is the recording
 * @param line the line of the recording on which it begins, from 1; 0 where that is not known
 */
public record JudgedEntry(
    String file,
    int index,
    @Nullable Exchange exchange,
    Judgement judgement,
    List<WeighedFinding> findings,
    @Nullable Tested tested,
    int line) {
  public JudgedEntry {
    findings = List.copyOf(findings);
  }

  /** The findings as a reader is told them: those of headers that differ in the name, in one. */
  public List<WeighedFinding> told() {
    return Together.of(
        findings,
        WeighedFinding::finding,
        WeighedFinding::acceptance,
        (first, together) -> new WeighedFinding(together, first.fails(), first.acceptance()));
  }

  public Verdict verdict() {
    return judgement.verdict();
  }

  /** Whether one of its findings fails the run. */
  public boolean fails() {
    return findings.stream().anyMatch(WeighedFinding::fails);
  }

  /** {@code traffic.har[3]}. */
  public String name() {
    return "%s[%d]".formatted(file, index);
  }

  /** The test's name for it; the operation, or method and path where it is not known. */
  public String what() {
    if (tested != null) {
      return tested.exchange();
    }
    if (judgement.operation() != null) {
      return judgement.operation();
    }
    return exchange == null
        ? "entry"
        : ReportMask.ofHead(exchange.request())
            .text(
                exchange.request().method()
                    + " "
                    + exchange.request().url().replaceFirst("[?#].*", ""));
  }
}
