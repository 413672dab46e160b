package dev.concordat.client.runtime.internal;

import com.squareup.moshi.JsonAdapter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the generated client knows of its provider.
 *
 * @param id the provider's id, as in {@code intern}
 * @param version the version of the client that was generated
 * @param errors what is known of its errors
 * @param adapters the adapters of its types
 * @param schemes how the provider takes credentials
 * @param secretHeaders headers with secrets that are no credentials of a scheme, in lower case
 * @param secretQuery query parameters with such
 */
public record ProviderDescription(
    String id,
    String version,
    ErrorRules errors,
    JsonAdapter.Factory adapters,
    List<SecurityScheme> schemes,
    List<String> secretHeaders,
    List<String> secretQuery) {

  /** Under what names credentials are sent, whether to all calls or to one. */
  Redaction.Names secrets() {
    List<String> headers = new ArrayList<>(secretHeaders);
    List<String> query = new ArrayList<>(secretQuery);
    for (SecurityScheme scheme : schemes) {
      if (scheme.in().equals("query")) {
        query.add(scheme.parameter());
      } else {
        headers.add(scheme.header());
      }
    }
    return new Redaction.Names(headers, query);
  }

  String userAgent() {
    return "concordat-client/" + version + " (" + id + ")";
  }
}
