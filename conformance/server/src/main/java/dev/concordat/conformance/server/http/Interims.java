package dev.concordat.conformance.server.http;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Response;

/** The interim responses to a caller, one after the other, none once its answer begins. */
public final class Interims {
  private final Response response;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(true);
  private boolean isClosed;

  public Interims(Response response) {
    this.response = response;
    // A caller of HTTP/1.0 knows none (RFC 9110, 15.2).
    this.isClosed =
        response.getRequest().getConnectionMetaData().getHttpVersion().getVersion()
            < HttpVersion.HTTP_1_1.getVersion();
  }

  /** Sends one; done when it is written, or is not to be sent any more. */
  public CompletableFuture<?> send(int status) {
    return send(status, HttpFields.EMPTY);
  }

  /** Sends one with headers. */
  public synchronized CompletableFuture<?> send(int status, HttpFields headers) {
    if (isClosed) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<?> next =
        last.handle((done, failure) -> true)
            .thenCompose(done -> response.writeInterim(status, headers));
    last = next;
    return next;
  }

  /** Sends no more; done when what was to be sent is written, or failed. */
  public synchronized CompletableFuture<?> close() {
    isClosed = true;
    return last.handle((done, failure) -> true);
  }
}
