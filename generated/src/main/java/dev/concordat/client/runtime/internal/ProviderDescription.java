package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import java.util.List;

/**
 * What the generated client knows of its provider.
 *
 * @param id the provider's id, as in {@code intern}
 * @param version the version of the client that was generated
 * @param errors what is known of its errors
 * @param adapters the adapters of its types
 * @param secretHeaders headers with secrets that are no credentials of a scheme, in lower case
 * @param secretQuery query parameters with such
 */
public record ProviderDescription(
    String id,
    String version,
    ErrorRules errors,
    JsonAdapter.Factory adapters,
    List<String> secretHeaders,
    List<String> secretQuery) {

  String userAgent() {
    return "concordat-client/" + version + " (" + id + ")";
  }
}
