package dev.concordat.conformance.drift;

import dev.concordat.conformance.redaction.SecretCatalogue;
import java.util.function.Predicate;

/**
 * A name that a recording has and no contract.
 *
 * @param text the name; of one that looks like a secret, how long it is
 * @param masked whether the name looks like a secret and is not shown
 */
public record Label(String text, boolean masked) {
  private static final int MAX_SHOWN = 100;

  /** The name as reports may show it. */
  static Label of(String name) {
    return of(name, text -> false);
  }

  /**
   * The name as reports may show it.
   *
   * @param isSecret whether the exchange itself shows a text to be a credential
   */
  static Label of(String name, Predicate<String> isSecret) {
    int length = name.codePointCount(0, name.length());
    return length > MAX_SHOWN || SecretCatalogue.shipped().isLikelyName(name) || isSecret.test(name)
        ? new Label("(a name of %d characters)".formatted(length), true)
        : new Label(name, false);
  }
}
