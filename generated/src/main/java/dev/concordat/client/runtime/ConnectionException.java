package dev.concordat.client.runtime;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The provider could not be reached, or the connection broke before the answer was complete. */
public class ConnectionException extends ProviderException {
  private static final long serialVersionUID = 1;

  public ConnectionException(ErrorDetails details, @Nullable Throwable cause) {
    this(details, "the connection failed", cause);
  }

  ConnectionException(ErrorDetails details, String problem, @Nullable Throwable cause) {
    super(details, problem + because(cause), isPassing(cause), cause);
  }

  // A certificate that is not trusted is not trusted the next time.
  private static boolean isPassing(@Nullable Throwable cause) {
    return cause == null
        || !(cause instanceof SSLPeerUnverifiedException
            || cause.getCause() instanceof CertificateException);
  }

  private static String because(@Nullable Throwable cause) {
    if (cause == null) {
      return "";
    }
    String kind = cause.getClass().getSimpleName();
    return " (" + kind + (cause.getMessage() == null ? "" : ": " + cause.getMessage()) + ")";
  }
}
