package dev.concordat.client.intern;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The errors of InternLM. Its pages show none (ledger: intern-31). Observed of the public server:
 * the nested form with a negative number in a string as its code, and HTTP 400 for overload
 * (-20014) and for the rate limit (-20048), some without type or param. What stands behind it is
 * LMDeploy, whose flat form and whose validation error may come through.
 */
final class InternErrors extends ErrorRules {
  InternErrors() {
    super(
        List.of(ErrorShape.NESTED, ErrorShape.FLAT, ErrorShape.OAUTH, ErrorShape.DETAIL),
        List.of("x-request-id"));
  }

  @Override
  protected Meaning meaning(int status, @Nullable String code) {
    if ("-20048".equals(code)) {
      return Meaning.RATE_LIMIT;
    }
    if ("-20014".equals(code)) {
      return Meaning.OVERLOAD;
    }
    return super.meaning(status, code);
  }
}
