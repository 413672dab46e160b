package dev.concordat.conformance.rule;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.NameSearch;
import java.util.HashSet;
import java.util.Set;

/**
 * What findings show of an exchange beside words of the contract and what is too short for a
 * secret: nothing, some names, or what nobody knows.
 */
final class Shown {
  private static final int MAX_NAMES = 100;

  private final Set<String> names = new HashSet<>();
  private boolean isAny;

  /** Anything that the exchange has. */
  static Shown any() {
    Shown shown = new Shown();
    shown.addAny();
    return shown;
  }

  /** Takes that a finding may show anything. */
  void addAny() {
    isAny = true;
  }

  /** Takes the name of a header or of a member, as the exchange has it. */
  void addName(String name) {
    isAny |= names.size() == MAX_NAMES;
    if (!isAny) {
      names.add(name);
    }
  }

  /** Whether what is shown may be a secret of the exchange. */
  boolean mayBeSecret(Exchange exchange) {
    return isAny || (!names.isEmpty() && NameSearch.mayBeSecret(names, exchange));
  }
}
