package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Judgement;

/** What became of an entry of a recording. */
sealed interface EntryOutcome {
  /** It was judged. */
  record Judged(int index, int line, Exchange exchange, Judgement judgement)
      implements EntryOutcome {}

  /** It is no exchange; the message says why. */
  record Unread(int index, int line, String message) implements EntryOutcome {}

  /** It is left out, as the configuration says. */
  record LeftOut() implements EntryOutcome {}

  /** It is none of a provider's. */
  record Aside(Route.Aside route) implements EntryOutcome {}

  /**
   * It, or the whole recording from there on, could not be read or judged for want of something.
   */
  record Unreadable(int index, String message) implements EntryOutcome {}
}
