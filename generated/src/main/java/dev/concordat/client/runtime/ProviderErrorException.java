package dev.concordat.client.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The provider has answered with an error, under whatever status, or in the middle of a stream. */
public class ProviderErrorException extends ProviderException {
  private static final long serialVersionUID = 1;

  private final @Nullable Duration retryAfter;

  public ProviderErrorException(
      ErrorDetails details, boolean retryable, @Nullable Duration retryAfter) {
    this(details, "the provider reports an error", retryable, retryAfter, null);
  }

  ProviderErrorException(
      ErrorDetails details,
      String problem,
      boolean retryable,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(details, problem, retryable, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the provider asks to wait; null if it does not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
