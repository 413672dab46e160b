package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is no error and not what the contract says either. Nothing that was paid for is
 * lost: {@link #json} has the answer as far as it is JSON, {@link #excerpt} its beginning. The
 * cause is a {@link JsonDecodeException} with the place, if there is one.
 */
public final class UndecodableAnswerException extends ProviderException {
  private static final long serialVersionUID = 1;

  private final @Nullable String excerpt;
  private final transient @Nullable JsonValue json;

  public UndecodableAnswerException(
      ErrorDetails details,
      String problem,
      @Nullable String excerpt,
      @Nullable JsonValue json,
      @Nullable JsonDecodeException cause) {
    super(details, problem, false, cause);
    this.excerpt = excerpt;
    this.json = json;
  }

  /** How the answer begins, on one line, credentials masked; null if it is empty. */
  public @Nullable String excerpt() {
    return excerpt;
  }

  /**
   * The answer, or the event of a stream, as JSON; of a stream whose chunks do not add up, what
   * they add up to. Null if it is no JSON.
   */
  public @Nullable JsonValue json() {
    return json;
  }
}
