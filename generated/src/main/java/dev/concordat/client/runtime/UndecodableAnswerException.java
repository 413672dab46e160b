package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is no error and not what the contract says either. Its cause is a {@link
 * JsonDecodeException} with the place, if it is JSON at all.
 */
public final class UndecodableAnswerException extends ProviderException {
  private static final long serialVersionUID = 1;

  public UndecodableAnswerException(
      ErrorDetails details, String problem, @Nullable JsonDecodeException cause) {
    super(details, problem, false, cause);
  }
}
