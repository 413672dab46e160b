package dev.concordat.client.runtime.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sits next to the network, and leaves the decision on further attempts to the retry policy.
 *
 * <p>OkHttp makes a call again by itself at 408, and at 503 where the provider asks for no wait,
 * and fails where the wait is no int. It does neither where Retry-After is no number; so the header
 * gets a mark, which {@link RetryAfter} knows.
 *
 * <p>A connection that was kept from an earlier call and dies before the response begins had been
 * closed by the server: that is told apart from a new one that breaks.
 */
final class OneAttempt implements Interceptor {
  static final String MARK = "+";

  // Weak, and by identity, since connections have no equality of their own.
  private static final Set<Connection> USED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** A kept connection turned out to be dead. */
  static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    StaleConnectionException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    boolean kept = connection != null && !USED.add(connection);
    Response response;
    try {
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      boolean died = !(e instanceof InterruptedIOException) && !chain.call().isCanceled();
      if (kept && died && !Thread.currentThread().isInterrupted()) {
        throw new StaleConnectionException(e);
      }
      throw e;
    } catch (IllegalStateException e) {
      // What OkHttp says of two hints before a response (RFC 9110, 15.2), of which it expects one.
      throw new ProtocolException("the response does not follow its hints: " + e.getMessage());
    }
    @Nullable String wait = response.header("Retry-After");
    boolean isRepeated = response.code() == 408 || (response.code() == 503 && wait != null);
    return isRepeated
        ? response.newBuilder().header("Retry-After", MARK + (wait == null ? "" : wait)).build()
        : response;
  }
}
