package dev.concordat.client.generator;

/**
 * A contract of which no client can be made. The message says, a line for each cause, where it
 * stands and what to write instead.
 */
public final class RefusedContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedContractException(String message) {
    super(message);
  }

  /** This exception: where the generator stands says nothing of what is wrong with a contract. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
