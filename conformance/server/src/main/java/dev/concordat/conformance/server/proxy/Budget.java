package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.ContentDecoding;
import java.util.concurrent.atomic.AtomicLong;

/** How much of what passes may be held in memory. */
final class Budget {
  // What looking through a body for secrets takes, in its length.
  private static final int WORK = 24;
  private static final long MAX = 1 << 30;

  private final long limit;
  private final int ofBody;
  private final AtomicLong used = new AtomicLong();

  /**
   * A budget.
   *
   * @param memory how many bytes the program may have in all
   * @param share which part of it, as its divisor, all exchanges may hold together
   */
  Budget(long memory, int share) {
    this.limit = Math.min(memory / share, MAX);
    this.ofBody = (int) Math.min(memory / WORK, ContentDecoding.MAX_BODY);
  }

  /** The most bytes of one body. */
  int ofBody() {
    return ofBody;
  }

  /** Whether so many bytes can be taken. */
  boolean has(int bytes) {
    return used.get() + bytes <= limit;
  }

  /** Takes some of what all exchanges may hold together; whether it was there. */
  boolean take(int bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }
}
