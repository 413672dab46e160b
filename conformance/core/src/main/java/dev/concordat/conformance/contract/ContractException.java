package dev.concordat.conformance.contract;

/** A contract cannot be used. The message names the file, the line and what to do. */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContractException(String message) {
    super(message);
  }

  ContractException(String message, Throwable cause) {
    super(message, cause);
  }
}
