package dev.concordat.client.azion;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;

/**
 * The errors of Azion. Its page shows none. Its other models answer as vLLM does, so vLLM's forms
 * are read: nested in newer versions, flat in older ones.
 */
final class AzionErrors extends ErrorRules {
  AzionErrors() {
    super(
        List.of(ErrorShape.NESTED, ErrorShape.FLAT, ErrorShape.OAUTH, ErrorShape.DETAIL),
        List.of("x-request-id"));
  }
}
