package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.exchange.Exchange;
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
 * @param exchange the exchange that was had, with its credential in it; null where there was none
 *     or several
 */
public record CaseResult(
    String provider,
    String operation,
    String name,
    Outcome outcome,
    String reason,
    List<Finding> findings,
    @Nullable String contract,
    @Nullable Exchange exchange) {
  public CaseResult {
    reason = ReportMask.line(reason);
    findings = List.copyOf(findings);
  }

  /** The same result, of an exchange. */
  CaseResult of(Exchange had) {
    return new CaseResult(provider, operation, name, outcome, reason, findings, contract, had);
  }
}
