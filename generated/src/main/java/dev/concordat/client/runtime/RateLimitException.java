package dev.concordat.client.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** More was asked for than this user may ask for at present. */
public final class RateLimitException extends ProviderErrorException {
  private static final long serialVersionUID = 1;

  public RateLimitException(ErrorDetails details, @Nullable Duration retryAfter) {
    super(details, "the rate limit is reached", true, retryAfter, null);
  }
}
