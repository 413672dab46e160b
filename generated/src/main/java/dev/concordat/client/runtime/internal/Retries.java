package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed call is made again, and when. */
final class Retries {
  private final RetryPolicy policy;
  private final Timing timing;

  Retries(RetryPolicy policy, Timing timing) {
    this.policy = policy;
    this.timing = timing;
  }

  /**
   * How long to wait before the call is made again.
   *
   * @param done how many times it was made again already
   * @return null if it is not to be made again
   */
  @Nullable Duration delay(CallContext call, ProviderException failure, int done) {
    if (done >= policy.retries() || !failure.retryable() || !isSafe(call, failure)) {
      return null;
    }
    if (failure instanceof ProviderErrorException error && error.retryAfter() != null) {
      Duration asked = error.retryAfter();
      return asked.compareTo(policy.maxRetryAfter()) > 0 ? null : asked;
    }
    Duration delay = policy.firstDelay();
    for (int i = 0; i < done && delay.compareTo(policy.maxDelay()) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    if (delay.compareTo(policy.maxDelay()) > 0) {
      delay = policy.maxDelay();
    }
    return Duration.ofNanos((long) (delay.toNanos() * (1 - timing.random() / 2)));
  }

  private boolean isSafe(CallContext call, ProviderException failure) {
    if (call.operation().safe()
        || policy.afterSending()
        || call.options().idempotencyKey() != null) {
      return true;
    }
    // Turned away, or failed by its own word, so not done; or it never got there.
    return failure instanceof ProviderErrorException
        || (failure instanceof ConnectionException && neverSent(failure.getCause()));
  }

  private static boolean neverSent(@Nullable Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || (cause instanceof SocketTimeoutException
            && String.valueOf(cause.getMessage())
                .toLowerCase(Locale.ROOT)
                .startsWith("connect timed out"));
  }
}
