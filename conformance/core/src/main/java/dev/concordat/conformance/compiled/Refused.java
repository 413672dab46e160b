package dev.concordat.conformance.compiled;

/**
 * That a value is not vouched for: it is wrong, or unusual, or met by a keyword that is not
 * compiled. It says nothing more, and has no stack, so that it costs nothing.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused() {
    super("refused", null, false, false);
  }
}
