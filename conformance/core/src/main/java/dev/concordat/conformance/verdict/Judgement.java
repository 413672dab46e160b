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

  /** The worst of the findings. */
  public Verdict verdict() {
    return Verdict.of(findings);
  }
}
