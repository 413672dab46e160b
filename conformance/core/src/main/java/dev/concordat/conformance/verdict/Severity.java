package dev.concordat.conformance.verdict;

import java.util.Locale;

/** How much a {@link Finding} weighs. The order is from the lightest to the heaviest. */
public enum Severity {
  /** Something holds that the contract does not describe. */
  DRIFT,
  /** Something met no schema or rule, so that nothing can be said of it. */
  UNCHECKED,
  /** Something contradicts the contract. */
  VIOLATION;

  /** The name in reports: the constant in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
