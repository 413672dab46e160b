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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sees one exchange pass: judges it, and holds what is to be recorded. */
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
  private @Nullable Judgement failed;

  Witness(Judge judge, String provider, String method, String url, Headers sent, Capture capture) {
    this.judge = judge;
    this.provider = provider;
    this.method = method;
    this.url = url;
    this.sent = sent;
    this.capture = capture;
  }

  /**
   * What was seen of an exchange.
   *
   * @param lost why it cannot be recorded, or null where it can
   */
  record Seen(
      WireExchange exchange,
      Judgement judgement,
      Capture capture,
      long bytes,
      long millis,
      @Nullable String lost) {}

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
    if (requestEnded) {
      guarded(
          () -> {
            LiveExchange begun =
                judge.begin(request(), new Exchange.Response(status, answered, null));
            // What has to be whole is judged from what is held to be recorded.
            live = begun.isStreamed() ? begun : null;
          });
    }
  }

  /** Takes the next bytes of the answer's body. */
  synchronized void answered(byte[] bytes) {
    length += bytes.length;
    pieces.add(micros(), bytes.length);
    capture.answer(bytes);
    LiveExchange watched = live;
    if (watched != null) {
      guarded(() -> watched.body(bytes, 0, bytes.length));
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
    Judgement[] judgement = new Judgement[1];
    guarded(() -> judgement[0] = judged(exchange, broken));
    return new Seen(
        exchange, failed == null ? judgement[0] : failed, capture, length, micros() / 1000, lost);
  }

  private Judgement judged(WireExchange exchange, @Nullable String broken) {
    if (live != null) {
      return broken == null ? live.end() : live.broken(broken);
    }
    if (capture.lost() == null) {
      return judge.judge(exchange.decoded());
    }
    Exchange.Response response =
        status == 0 ? null : new Exchange.Response(status, answered, tooLarge(answered));
    return judge.judge(new Exchange(provider, started, request(), response, false, broken));
  }

  private Exchange.Request request() {
    return capture.lost() == null
        ? new WireExchange.Request(method, url, sent, capture.request()).decoded()
        : new Exchange.Request(method, url, sent, tooLarge(sent));
  }

  private Body tooLarge(Headers headers) {
    return Body.undecoded(
        headers.first("Content-Type"),
        "body.too-large",
        "the body was not judged: " + capture.lost());
  }

  // Traffic passes whatever becomes of its judgement.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError e) {
      live = null;
      failed =
          new Judgement(
              provider,
              null,
              List.of(
                  Finding.unchecked(
                      "judge.failed",
                      "exchange",
                      "it could not be judged: " + e.getClass().getName())));
    }
  }

  private long micros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt);
  }
}
