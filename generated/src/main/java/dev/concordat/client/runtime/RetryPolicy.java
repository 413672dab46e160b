package dev.concordat.client.runtime;

import java.time.Duration;

/**
 * When a failed call is made again. Only where that is safe: when the provider says that it has
 * turned the call away, when the call never reached it, and after any other passing failure of an
 * operation that only reads. A stream is never taken up again once it has begun.
 *
 * @param retries how often a call is made again at most; 0 turns retries off
 * @param firstDelay how long to wait before the first one. Each further one waits twice as long;
 *     the wait is shortened by up to half, at random, so that clients do not come back together
 * @param maxDelay the longest such wait
 * @param maxRetryAfter the longest wait that a provider may ask for; if it asks for more, the call
 *     fails at once
 * @param afterSending whether to try again, too, when the provider may have done the work already:
 *     it may then be done, and paid for, twice
 */
public record RetryPolicy(
    int retries,
    Duration firstDelay,
    Duration maxDelay,
    Duration maxRetryAfter,
    boolean afterSending) {

  public RetryPolicy {
    if (retries < 0 || firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("retries and delays may not be negative or out of order");
    }
  }

  /**
   * Two retries, after half a second and a second; waits a minute at most where a provider asks.
   */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        2, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(1), false);
  }

  public static RetryPolicy none() {
    return standard().withRetries(0);
  }

  public RetryPolicy withRetries(int retries) {
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter, afterSending);
  }

  /** The same with other waits of its own. */
  public RetryPolicy withDelays(Duration first, Duration max) {
    return new RetryPolicy(retries, first, max, maxRetryAfter, afterSending);
  }

  public RetryPolicy withMaxRetryAfter(Duration maxRetryAfter) {
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter, afterSending);
  }

  /** The same, also where the provider may have done the work already. */
  public RetryPolicy alsoAfterSending() {
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter, true);
  }
}
