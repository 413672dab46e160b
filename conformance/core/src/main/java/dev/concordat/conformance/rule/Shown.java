package dev.concordat.conformance.rule;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.NameSearch;
import java.util.HashSet;
import java.util.Set;

/**
 * What findings show of an exchange beside words of the contract and what is too short for a
 * secret: nothing, some names and the values of some members, or what nobody knows.
 */
final class Shown {
  private static final int MAX_WORDS = 100;

  private final Set<String> names = new HashSet<>();
  private final Set<NameSearch.Member> members = new HashSet<>();
  private boolean isAny;

  /** Anything that the exchange has. */
  static Shown any() {
    Shown shown = new Shown();
    shown.isAny = true;
    return shown;
  }

  /** Takes the name of a header or of a member, as the exchange has it. */
  Shown addName(String name) {
    names.add(name);
    return this;
  }

  /**
   * Takes the value of a member of a JSON body.
   *
   * @param name the member's, which says nothing of a secret
   */
  Shown addValue(String name, String value) {
    members.add(new NameSearch.Member(name, value));
    return this;
  }

  /** Takes what other findings show. */
  Shown addAll(Shown other) {
    isAny |= other.isAny;
    if (!isAny) {
      names.addAll(other.names);
      members.addAll(other.members);
      isAny = names.size() + members.size() > MAX_WORDS;
    }
    return this;
  }

  /** Whether what is shown may be a secret of the exchange. */
  boolean mayBeSecret(Exchange exchange) {
    return isAny
        || (!(names.isEmpty() && members.isEmpty())
            && NameSearch.mayBeSecret(names, members, exchange));
  }
}
