package dev.concordat.client.runtime.internal;

import java.io.IOException;

/** No credentials could be had, so the call was not made. */
final class CredentialsException extends IOException {
  private static final long serialVersionUID = 1;

  CredentialsException(RuntimeException cause) {
    super("no usable credentials: " + cause.getClass().getSimpleName(), cause);
  }
}
