package dev.concordat.client.maas;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;

/**
 * The errors of a MaaS inference task. The page refers to OpenAI, whose form is the nested one.
 * What usually runs there is vLLM: flat in older versions, an int for a code, and seen under HTTP
 * 200.
 */
final class MaasErrors extends ErrorRules {
  MaasErrors() {
    super(
        List.of(ErrorShape.NESTED, ErrorShape.FLAT, ErrorShape.OAUTH, ErrorShape.DETAIL),
        List.of("x-request-id"));
  }
}
