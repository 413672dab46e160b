package dev.concordat.conformance.server.proxy;

import java.util.concurrent.atomic.AtomicLong;

/** How much of what passes may be held in memory, all exchanges together. */
final class Budget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * A budget.
   *
   * @param limit in bytes
   */
  Budget(long limit) {
    this.limit = limit;
  }

  /** A quarter of the memory that the program may have. */
  static Budget ofMemory() {
    return new Budget(Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30));
  }

  /** Takes some of it; whether it was there. */
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
