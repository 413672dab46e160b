package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.verdict.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one case showed.
 *
 * @param provider the provider's id
 * @param operation the operation's id
 * @param name what the case is about
 * @param reason why it came out as it did, in a line
 * @param findings what was found in the exchange, the cause of the outcome among them; empty where
 *     it passed
 * @param contract the place in the contract that the case is derived from, or null where it is the
 *     operation as a whole
 */
public record CaseResult(
    String provider,
    String operation,
    String name,
    Outcome outcome,
    String reason,
    List<Finding> findings,
    @Nullable String contract) {
  public CaseResult {
    reason = ReportMask.line(reason);
    findings = List.copyOf(findings);
  }
}
