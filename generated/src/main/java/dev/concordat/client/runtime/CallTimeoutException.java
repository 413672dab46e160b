package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/** The provider was silent for longer than the client waits. */
public final class CallTimeoutException extends ConnectionException {
  private static final long serialVersionUID = 1;

  public CallTimeoutException(ErrorDetails details, @Nullable Throwable cause) {
    super(details, "the provider took too long", cause);
  }
}
