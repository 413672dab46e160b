package dev.concordat.conformance.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one exchange.
 *
 * @param provider the provider's id, or null where none could be told
 * @param operation the operation's id, or null where none could be told
 * @param findings what was found, in the order of the exchange
 */
public record Judgement(
    @Nullable String provider, @Nullable String operation, List<Finding> findings) {
  public Judgement {
    findings = List.copyOf(findings);
  }

  /** The verdict that the worst of the findings gives, conforming where there are none. */
  public Verdict verdict() {
    Verdict worst = Verdict.CONFORMS;
    for (Finding finding : findings) {
      Verdict verdict = Verdict.of(finding.severity());
      worst = verdict.compareTo(worst) > 0 ? verdict : worst;
    }
    return worst;
  }
}
