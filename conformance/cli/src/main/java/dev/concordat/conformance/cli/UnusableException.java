package dev.concordat.conformance.cli;

/** What the user gave cannot be used. The message says what to do. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableException(String message) {
    super(message);
  }
}
