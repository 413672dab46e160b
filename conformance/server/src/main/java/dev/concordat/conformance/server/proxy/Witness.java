package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.LiveExchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sees one exchange pass, and holds what is to be recorded and judged. A stream that becomes too
 * long to be held is judged from there on as it passes.
 */
final class Witness {
  private final Judge judge;
  private final String provider;
  private final String method;
  private final String url;
  private final Headers sent;
  private final Capture capture;
  private final OffsetDateTime started = OffsetDateTime.now(ZoneOffset.UTC);
  private final long startedAt = System.nanoTime();
  private final Pieces pieces = new Pieces();
  private boolean requestEnded;
  private int status;
  private Headers answered = Headers.of();
  private long length;
  private @Nullable LiveExchange live;

  Witness(Judge judge, String provider, String method, String url, Headers sent, Capture capture) {
    this.judge = judge;
    this.provider = provider;
    this.method = method;
    this.url = url;
    this.sent = sent;
    this.capture = capture;
  }

  /** Takes the next bytes of the request's body. */
  synchronized void sent(byte[] bytes) {
    capture.request(bytes);
  }

  /** Takes the end of the request. */
  synchronized void requestEnded() {
    requestEnded = true;
  }

  /** Takes the head of the answer. */
  synchronized void head(int code, Headers headers) {
    status = code;
    answered = headers;
  }

  /** Takes the next bytes of the answer's body. */
  synchronized void answered(byte[] bytes) {
    length += bytes.length;
    pieces.add(micros(), bytes.length);
    if (capture.lost() == null && requestEnded && !capture.hasRoom(bytes.length)) {
      live = begun();
    }
    capture.answer(bytes);
    watch(bytes);
  }

  // Judges what is held, which is about to be given up.
  private @Nullable LiveExchange begun() {
    try {
      LiveExchange begun =
          judge.begin(
              new WireExchange.Request(method, url, sent, capture.request()).decoded(),
              new Exchange.Response(status, answered, null));
      if (!begun.isStreamed()) {
        return null;
      }
      byte[] before = capture.answer();
      begun.body(before, 0, before.length);
      return begun;
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private void watch(byte[] bytes) {
    LiveExchange watched = live;
    if (watched != null) {
      try {
        watched.body(bytes, 0, bytes.length);
      } catch (RuntimeException | StackOverflowError e) {
        live = null;
      }
    }
  }

  /** Takes the end of the exchange, and why it broke off, null where it did not. */
  synchronized Seen end(@Nullable String broken) {
    String lost = capture.lost();
    WireExchange exchange =
        new WireExchange(
            provider,
            started,
            new WireExchange.Request(method, url, sent, capture.takeRequest()),
            status == 0
                ? null
                : new WireExchange.Response(status, answered, capture.takeAnswer(), pieces),
            broken);
    return new Seen(exchange, live, capture, length, micros() / 1000, lost);
  }

  private long micros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt);
  }

  /**
   * What was seen of an exchange.
   *
   * @param live what judged it as it passed, or null where it is held whole
   * @param bytes how many bytes the answer's body had
   * @param lost why it cannot be recorded, or null where it can
   */
  record Seen(
      WireExchange exchange,
      @Nullable LiveExchange live,
      Capture capture,
      long bytes,
      long millis,
      @Nullable String lost) {

    /** How many bytes of bodies it holds. */
    int size() {
      WireExchange.Response response = exchange.response();
      return exchange.request().body().length + (response == null ? 0 : response.body().length);
    }

    /** Says that it need not be held to be recorded any more. */
    void release() {
      capture.release();
    }

    Judgement judgement(Judge judge) {
      if (live != null) {
        String broken = exchange.broken();
        return broken == null ? live.end() : live.broken(broken);
      }
      if (lost == null) {
        return judge.judge(exchange.decoded());
      }
      WireExchange.Request request = exchange.request();
      WireExchange.Response response = exchange.response();
      return judge.judge(
          new Exchange(
              exchange.provider(),
              exchange.started(),
              new Exchange.Request(
                  request.method(), request.url(), request.headers(), notHeld(request.headers())),
              response == null
                  ? null
                  : new Exchange.Response(
                      response.status(), response.headers(), notHeld(response.headers())),
              false,
              exchange.broken()));
    }

    private Body notHeld(Headers headers) {
      return Body.undecoded(
          headers.first("Content-Type"), "body.too-large", "the body was not judged: " + lost);
    }

    /**
     * What is told of it.
     *
     * @param cleared a text without the secrets that are known
     */
    ProxyListener.Passed passed(Judgement judgement, UnaryOperator<String> cleared) {
      WireExchange.Request request = exchange.request();
      WireExchange.Response response = exchange.response();
      String path = request.url().replaceFirst("^[^/]*//[^/?#]*", "").replaceFirst("[?#].*$", "");
      String broken = exchange.broken();
      return new ProxyListener.Passed(
          cleared.apply(request.method()),
          cleared.apply(path),
          response == null ? 0 : response.status(),
          judgement.verdict(),
          judgement.operation(),
          judgement.findings().stream().map(Finding::rule).distinct().toList(),
          bytes,
          millis,
          broken == null ? null : cleared.apply(broken));
    }
  }
}
