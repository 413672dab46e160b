package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A call that has not led to an answer. The kinds:
 *
 * <ul>
 *   <li>{@link ProviderErrorException}: the provider says that something is wrong;
 *   <li>{@link ConnectionException}: nothing, or not everything, came back;
 *   <li>{@link UndecodableAnswerException}: what came back is not what the contract says;
 *   <li>{@link IncompleteStreamException}: a stream broke off, or had nothing in it;
 *   <li>{@link CallInterruptedException}: the thread that made the call was interrupted.
 * </ul>
 */
public abstract class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorDetails details;
  private final boolean retryable;

  ProviderException(
      ErrorDetails details, String problem, boolean retryable, @Nullable Throwable cause) {
    super(details.summary(problem), cause);
    this.details = details;
    this.retryable = retryable;
  }

  /** The provider's id, as in {@code intern}. */
  public String provider() {
    return details.provider();
  }

  /** The operation's id in the contract, as in {@code createChatCompletion}. */
  public String operation() {
    return details.operation();
  }

  /** The HTTP status, which may well be 200; 0 if there was no response. */
  public int status() {
    return details.status();
  }

  /** The headers of the response, credentials masked; none if there was no response. */
  public ResponseHeaders headers() {
    return details.headers();
  }

  /** The provider's own code, as text even where it is a number; null if there is none. */
  public @Nullable String code() {
    return details.code();
  }

  /** The provider's own message; null if there is none. */
  public @Nullable String providerMessage() {
    return details.message();
  }

  /** What the provider's support asks for; null if there is none. */
  public @Nullable String requestId() {
    return details.requestId();
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
