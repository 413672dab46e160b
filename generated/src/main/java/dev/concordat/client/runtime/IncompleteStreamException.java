package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A stream that ended before the event that ends it. What came until then may be half an answer.
 */
public final class IncompleteStreamException extends ProviderException {
  private static final long serialVersionUID = 1;

  private final int chunks;

  public IncompleteStreamException(ErrorDetails details, int chunks, @Nullable Throwable cause) {
    super(details, "the stream broke off after " + chunks + " chunks", true, cause);
    this.chunks = chunks;
  }

  /** How many chunks came before the end. */
  public int chunks() {
    return chunks;
  }
}
