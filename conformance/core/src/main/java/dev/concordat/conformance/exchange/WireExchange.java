package dev.concordat.conformance.exchange;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as it was on the wire: bodies as they were received, content codings and all, and
 * when each piece of the answer came.
 *
 * @param provider the provider's id, or null where it is not known
 * @param started when the request was sent
 * @param response the answer, or null where none came
 * @param broken why the answer broke off or none came, or null where it is whole
 */
public record WireExchange(
    @Nullable String provider,
    OffsetDateTime started,
    Request request,
    @Nullable Response response,
    @Nullable String broken) {
  // Of a body that has something in it.
  private static final Pattern LENGTH = Pattern.compile("0*[1-9][0-9]*");

  /**
   * A request.
   *
   * @param method the HTTP method in upper case
   * @param url the URL as it was sent
   * @param body the body, empty where there is none; transfer codings undone, content codings not
   */
  @SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
  public record Request(String method, String url, Headers headers, byte[] body) {
    /**
     * The request as it is judged, codings undone. A body that was announced and of which nothing
     * came, as where the provider refused the connection first, is one that was not recorded.
     */
    public Exchange.Request decoded() {
      Body decoded = decode(headers, body);
      String length = headers.first("Content-Length");
      boolean isLost = decoded == null && length != null && LENGTH.matcher(length).matches();
      return new Exchange.Request(
          method, url, headers, isLost ? lost(headers.first("Content-Type")) : decoded);
    }

    private static Body lost(@Nullable String mediaType) {
      return Body.notRecorded(
          mediaType, "the request's body was announced, and nothing of it was received", 0);
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the body, empty where there is none; transfer codings undone, content codings not
   * @param pieces when its pieces came; they add up to the body
   */
  @SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
  public record Response(int status, Headers headers, byte[] body, Pieces pieces) {
    /** The answer as it is judged, codings undone. */
    public Exchange.Response decoded() {
      return new Exchange.Response(status, headers, decode(headers, body), pieces);
    }
  }

  /**
   * An exchange whose bodies are at hand only with their codings undone. Where the pieces of the
   * answer are not known, or do not add up to it, it came at once.
   */
  public static WireExchange of(Exchange exchange) {
    Exchange.Request request = exchange.request();
    Exchange.Response response = exchange.response();
    byte[] answer = response == null ? new byte[0] : bytes(response.body());
    return new WireExchange(
        exchange.provider(),
        exchange.started() == null ? OffsetDateTime.now(ZoneOffset.UTC) : exchange.started(),
        new Request(request.method(), request.url(), request.headers(), bytes(request.body())),
        response == null
            ? null
            : new Response(
                response.status(), response.headers(), answer, pieces(response, answer.length)),
        exchange.broken());
  }

  private static Pieces pieces(Exchange.Response response, int length) {
    Pieces pieces = response.pieces();
    return pieces != null && pieces.length() == length ? pieces : Pieces.one(0, length);
  }

  /** The exchange as it is judged, codings undone. */
  public Exchange decoded() {
    return new Exchange(
        provider,
        started,
        request.decoded(),
        response == null ? null : response.decoded(),
        false,
        broken);
  }

  private static byte[] bytes(@Nullable Body body) {
    return body == null ? new byte[0] : body.bytes();
  }

  private static @Nullable Body decode(Headers headers, byte[] body) {
    return body.length == 0
        ? null
        : ContentDecoding.ofBytes(headers.first("Content-Type"), body, headers);
  }
}
