package dev.concordat.client.runtime.internal;

import java.io.IOException;

/** The credentials that are wanted are not there, so the call was not made. */
final class CredentialsException extends IOException {
  private static final long serialVersionUID = 1;

  CredentialsException(String problem) {
    super(problem);
  }

  CredentialsException(RuntimeException cause) {
    super("no usable credentials: " + cause.getClass().getSimpleName(), cause);
  }
}
