package dev.concordat.conformance.contract;

import dev.concordat.language.ProviderErrors;

/** The errors of a provider of which nothing is known. Read by those alone who need them. */
public final class UsualErrors {
  private static final ProviderErrors ERRORS =
      ProviderErrors.of(ShippedFiles.compiled(ProviderErrors.FILE).root());

  private UsualErrors() {}

  /** The errors. */
  public static ProviderErrors errors() {
    return ERRORS;
  }
}
