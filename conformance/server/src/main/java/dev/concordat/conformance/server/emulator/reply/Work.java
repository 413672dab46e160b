package dev.concordat.conformance.server.emulator.reply;

import java.util.concurrent.atomic.LongAdder;

/** What an emulator has made since it was started, and how many callers left before they had it. */
public final class Work {
  private final LongAdder made = new LongAdder();
  private final LongAdder left = new LongAdder();

  void addMade() {
    made.increment();
  }

  void addLeft() {
    left.increment();
  }

  /** How many choices and events were made. */
  public long made() {
    return made.sum();
  }

  /** How many callers left while something was made for them or sent to them. */
  public long left() {
    return left.sum();
  }
}
