package dev.concordat.conformance.json;

/**
 * That a value is not vouched for: it is wrong, or unusual, or met by whom it is not meant for. It
 * says nothing more, and has no stack, so that it costs nothing.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal. */
  public Refused() {
    super("refused", null, false, false);
  }
}
