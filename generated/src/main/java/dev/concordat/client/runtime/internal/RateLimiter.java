package dev.concordat.client.runtime.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Allows so many requests in any period of a given length. */
public final class RateLimiter {
  private final int requests;
  private final long perNanos;
  // When requests were, as far as it still matters, or will be made, oldest first.
  private final List<Long> starts = new ArrayList<>();

  public RateLimiter(int requests, Duration per) {
    this.requests = requests;
    this.perNanos = per.toNanos();
  }

  /** Takes the next free place and says how long to wait for it, from the given time on. */
  synchronized Duration reserve(long nanoTime) {
    starts.removeIf(start -> start + perNanos - nanoTime <= 0);
    long start = nanoTime;
    if (starts.size() >= requests) {
      long free = starts.get(starts.size() - requests) + perNanos;
      if (free - start > 0) {
        start = free;
      }
    }
    starts.add(start);
    return Duration.ofNanos(start - nanoTime);
  }

  /** Gives a place back that was not used: the one that was to be had at this time. */
  synchronized void giveBack(long nanoTime) {
    starts.remove((Long) nanoTime);
  }
}
