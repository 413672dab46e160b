package dev.concordat.conformance.server.http;

import java.io.IOException;
import java.net.BindException;

/** A server cannot listen. Of a port that is taken, or is none, the message says no more. */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A server cannot listen.
   *
   * @param failure what its start ended in
   */
  public ListenException(String host, int port, Exception failure) {
    super("cannot listen on %s port %d: %s".formatted(host, port, reason(failure)), failure);
  }

  private static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean isOfPort = root instanceof BindException || root instanceof IllegalArgumentException;
    return String.valueOf(isOfPort ? root.getMessage() : failure);
  }
}
