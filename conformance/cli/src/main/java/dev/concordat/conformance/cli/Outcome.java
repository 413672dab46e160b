package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Judgement;

/** What became of an entry of a recording. */
sealed interface Outcome {
  /** It was judged. */
  record Judged(int index, int line, Exchange exchange, Judgement judgement) implements Outcome {}

  /** It is no exchange; the message says why. */
  record Unread(int index, int line, String message) implements Outcome {}

  /** It is left out, as the configuration says. */
  record LeftOut() implements Outcome {}

  /** It is none of a provider's. */
  record Aside(Route.Aside route) implements Outcome {}

  /**
   * It, or the whole recording from there on, could not be read or judged for want of something.
   */
  record Unreadable(int index, String message) implements Outcome {}
}
