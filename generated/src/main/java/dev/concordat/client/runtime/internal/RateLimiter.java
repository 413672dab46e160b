package dev.concordat.client.runtime.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Allows so many requests in any period of a given length. */
public final class RateLimiter {
  private final int requests;
  private final long perNanos;
  // When the last requests were or will be made, oldest first.
  private final Deque<Long> starts = new ArrayDeque<>();

  public RateLimiter(int requests, Duration per) {
    this.requests = requests;
    this.perNanos = per.toNanos();
  }

  /** Takes the next free place and says how long to wait for it, from the given time on. */
  synchronized Duration reserve(long nanoTime) {
    long start = nanoTime;
    if (starts.size() == requests) {
      long free = starts.removeFirst() + perNanos;
      if (free - start > 0) {
        start = free;
      }
    }
    starts.addLast(start);
    return Duration.ofNanos(start - nanoTime);
  }
}
