package dev.concordat.conformance.exchange;

import java.time.OffsetDateTime;
import java.util.regex.Pattern;
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
 * @param preflight whether the recording says that it is a browser's question before the request
 * @param withoutCredentials whether the recorder leaves credentials out, so that one that is absent
 *     may have been sent
 */
public record Exchange(
    @Nullable String provider,
    @Nullable OffsetDateTime started,
    Request request,
    @Nullable Response response,
    boolean responseUndocumented,
    @Nullable String broken,
    boolean preflight,
    boolean withoutCredentials) {
  /** The reason of an answer whose end the caller did not wait for. */
  public static final String ABANDONED = "the caller closed the connection";

  // How browsers and proxies write that their user left, or that their own side went away.
  private static final Pattern LEFT =
      Pattern.compile(
          "(net::)?ERR_(ABORTED|NETWORK_CHANGED|INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED)"
              + "|NS_(BINDING_ABORTED|ERROR_ABORT)|(load request )?cancell?ed|AbortError"
              + "|client (disconnected|closed (the )?connection)\\.?|connection killed\\.?",
          Pattern.CASE_INSENSITIVE);

  /** An exchange that nothing broke off. */
  public Exchange(
      @Nullable String provider,
      @Nullable OffsetDateTime started,
      Request request,
      @Nullable Response response,
      boolean responseUndocumented) {
    this(provider, started, request, response, responseUndocumented, null);
  }

  /** An exchange that is no preflight as far as the recording says. */
  public Exchange(
      @Nullable String provider,
      @Nullable OffsetDateTime started,
      Request request,
      @Nullable Response response,
      boolean responseUndocumented,
      @Nullable String broken) {
    this(provider, started, request, response, responseUndocumented, broken, false, false);
  }

  /** A request and its answer, of a provider that is to be told from the URL. */
  public Exchange(Request request, Response response) {
    this(null, null, request, response, false);
  }

  /** Whether the caller did not wait for the answer's end, which is no fault of the answer. */
  public boolean isAbandoned() {
    return broken != null && (ABANDONED.equals(broken) || LEFT.matcher(broken).matches());
  }

  /**
   * Whether a browser asked, before the request, whether it may be sent (Fetch, 3.2.2). It says
   * nothing of the provider's operations.
   */
  public boolean isPreflight() {
    return request.method().equals("OPTIONS")
        && (preflight || request.headers().first("Access-Control-Request-Method") != null);
  }

  /** Whether a proxy was asked to open a tunnel (RFC 9110, 9.3.6), of which no provider knows. */
  public boolean isTunnel() {
    return request.method().equals("CONNECT");
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
   * @param pieces when the pieces of the body came, or null where the recording does not say
   */
  public record Response(
      int status, Headers headers, @Nullable Body body, @Nullable Pieces pieces) {
    /** An answer of which nobody knows when it came. */
    public Response(int status, Headers headers, @Nullable Body body) {
      this(status, headers, body, null);
    }
  }
}
