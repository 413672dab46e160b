package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited for the provider. It still is: {@link
 * Thread#isInterrupted()} says so. Never tried again.
 */
public final class CallInterruptedException extends ProviderException {
  private static final long serialVersionUID = 1;

  public CallInterruptedException(ErrorDetails details, @Nullable Throwable cause) {
    super(details, "the thread was interrupted", false, cause);
  }
}
