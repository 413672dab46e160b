package dev.concordat.client.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The provider has more to do than it can, and has turned the call away. */
public final class OverloadedException extends ProviderErrorException {
  private static final long serialVersionUID = 1;

  public OverloadedException(ErrorDetails details, @Nullable Duration retryAfter) {
    super(details, "the provider is overloaded", true, retryAfter, null);
  }
}
