package dev.concordat.conformance.compiled;

/**
 * That a value is not vouched for: it is wrong, or unusual, or met by a keyword that is not
 * compiled. It says nothing more, so one serves all and has no stack.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final Refused REFUSED = new Refused();

  private Refused() {
    super("refused", null, false, false);
  }
}
