package dev.concordat.conformance.redaction;

/**
 * An exchange cannot be cleared of secrets, and must not be written. The message says why and never
 * shows what the exchange holds.
 */
public final class RedactionException extends Exception {
  private static final long serialVersionUID = 1L;

  public RedactionException(String message) {
    super(message);
  }
}
