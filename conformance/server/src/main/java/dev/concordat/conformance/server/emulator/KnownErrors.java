package dev.concordat.conformance.server.emulator;

import java.util.Set;

/** What is known of the errors of providers beyond their contracts. */
public final class KnownErrors {
  private KnownErrors() {}

  /** The codes of errors after which the same request may succeed later, as text. */
  public static Set<String> retryable(String provider) {
    ErrorForm form = ErrorForm.of(provider);
    return Set.of(form.kind("rate-limit").code(), form.kind("overload").code());
  }
}
