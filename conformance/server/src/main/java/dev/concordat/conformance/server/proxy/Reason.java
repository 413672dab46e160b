package dev.concordat.conformance.server.proxy;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Says why a provider's side failed, in words. */
final class Reason {
  private Reason() {}

  static String of(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String said = said(at);
      if (said != null) {
        return said;
      }
    }
    return failure.getClass().getName();
  }

  // The messages of other failures are notes on the program's state, or show what was received.
  private static @Nullable String said(Throwable failure) {
    if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
      return "it cannot be connected to: " + failure.getMessage();
    }
    if (failure instanceof UnresolvedAddressException) {
      return "its host is not known";
    }
    if (failure instanceof TimeoutException || failure instanceof SocketTimeoutException) {
      return "it did not answer in time";
    }
    if (failure instanceof SSLException) {
      return "the connection is not secure: " + failure.getMessage();
    }
    if (failure instanceof HttpResponseException || failure instanceof HttpException) {
      return "it answered something that is no HTTP";
    }
    if (failure instanceof ProtocolException) {
      return "it does not keep to HTTP, such as by a change of protocol that nobody asked for";
    }
    if (failure instanceof EOFException || failure instanceof ClosedChannelException) {
      return "it closed the connection";
    }
    return failure instanceof SocketException
        ? "the connection broke: " + failure.getMessage()
        : null;
  }
}
