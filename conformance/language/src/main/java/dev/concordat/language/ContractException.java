package dev.concordat.language;

import java.util.List;

/**
 * Contracts cannot be used. Each mistake names the file, the line and what to do; the message has
 * one a line.
 */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> mistakes;

  public ContractException(String message) {
    super(message);
    this.mistakes = List.of(message);
  }

  public ContractException(String message, Throwable cause) {
    super(message, cause);
    this.mistakes = List.of(message);
  }

  public ContractException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** Throws them all as one, where there are any. */
  public static void throwAll(List<ContractException> failures) {
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new ContractException(
          failures.stream().flatMap(failure -> failure.mistakes().stream()).toList());
    }
  }

  /** All that is wrong, a line each, in the order of the files. */
  public List<String> mistakes() {
    return mistakes;
  }
}
