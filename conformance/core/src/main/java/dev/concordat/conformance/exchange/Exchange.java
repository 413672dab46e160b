package dev.concordat.conformance.exchange;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param provider the provider that the recording names, or null where it names none
 * @param started when the request was sent, or null where the recording does not say
 * @param response the answer, or null where there is none
 * @param responseUndocumented whether there is no answer because a document shows only the request,
 *     so that the request alone is judged
 * @param broken why the answer broke off or none came, or null where nothing says that it did
 */
public record Exchange(
    @Nullable String provider,
    @Nullable OffsetDateTime started,
    Request request,
    @Nullable Response response,
    boolean responseUndocumented,
    @Nullable String broken) {
  /** The reason of an answer whose end the caller did not wait for. */
  public static final String ABANDONED = "the caller closed the connection";

  // How Chromium writes it into a HAR.
  private static final String ABORTED = "net::ERR_ABORTED";

  /** An exchange that nothing broke off. */
  public Exchange(
      @Nullable String provider,
      @Nullable OffsetDateTime started,
      Request request,
      @Nullable Response response,
      boolean responseUndocumented) {
    this(provider, started, request, response, responseUndocumented, null);
  }

  /** A request and its answer, of a provider that is to be told from the URL. */
  public Exchange(Request request, Response response) {
    this(null, null, request, response, false);
  }

  /** Whether the caller did not wait for the answer's end, which is no fault of the answer. */
  public boolean isAbandoned() {
    return ABANDONED.equals(broken) || ABORTED.equals(broken);
  }

  /**
   * A request.
   *
   * @param method the HTTP method in upper case
   * @param url the URL as it was sent
   * @param body the body, or null where there is none
   */
  public record Request(String method, String url, Headers headers, @Nullable Body body) {}

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the body, or null where there is none
   */
  public record Response(int status, Headers headers, @Nullable Body body) {}
}
