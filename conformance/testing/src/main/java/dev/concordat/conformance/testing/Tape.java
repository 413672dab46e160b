package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.io.ByteArrayOutputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call as it is recorded: unlike a judge, a recording needs the whole answer. */
final class Tape implements LiveCall.Recording {
  private final CallRecorder recorder;
  private final String provider;
  private final RequestTap request;
  private final OffsetDateTime started = OffsetDateTime.now(ZoneOffset.UTC);
  private final long startNanos = System.nanoTime();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Pieces pieces = new Pieces();
  private long length;

  Tape(CallRecorder recorder, String provider, RequestTap request) {
    this.recorder = recorder;
    this.provider = provider;
    this.request = request;
  }

  @Override
  public void body(byte[] bytes) {
    length += bytes.length;
    if (length <= ContentDecoding.MAX_BODY) {
      body.writeBytes(bytes);
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
      pieces.add(micros, bytes.length);
    }
  }

  @Override
  public void end(JudgedExchange judged, @Nullable String broken) {
    Exchange.Request sent = judged.exchange().request();
    Exchange.Response response = judged.exchange().response();
    byte[] sentBody = request.bytes();
    if (sentBody == null || response == null) {
      recorder.failed(judged.name(), "the body of the request was not seen, or is too long");
    } else if (length > ContentDecoding.MAX_BODY) {
      recorder.failed(
          judged.name(), "the answer is longer than %d bytes".formatted(ContentDecoding.MAX_BODY));
    } else {
      recorder.record(
          judged.name(),
          new WireExchange(
              provider,
              started,
              new WireExchange.Request(sent.method(), sent.url(), sent.headers(), sentBody),
              new WireExchange.Response(
                  response.status(), response.headers(), body.toByteArray(), pieces),
              broken));
    }
  }
}
