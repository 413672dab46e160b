package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A request whose body is copied while it is sent, since some bodies can be written only once. */
final class RequestTap {
  private final Request request;
  private final @Nullable TappedBody body;

  RequestTap(Request request) {
    RequestBody sent = request.body();
    this.body = sent == null ? null : new TappedBody(sent);
    this.request =
        body == null ? request : request.newBuilder().method(request.method(), body).build();
  }

  /** The request to send. */
  Request request() {
    return request;
  }

  /** The request as it was sent. */
  Exchange.Request exchanged() throws IOException {
    Headers headers =
        OkHttpExchange.headers(request, body == null ? null : body.body.contentType());
    return new Exchange.Request(
        request.method(),
        request.url().toString(),
        headers,
        body == null ? null : body.exchanged(headers));
  }

  /** The body as it was sent, empty where there is none; null where it was not seen. */
  byte @Nullable [] bytes() {
    return body == null ? new byte[0] : body.bytes;
  }

  private static final class TappedBody extends RequestBody {
    private final RequestBody body;
    private volatile @Nullable Buffer copy;
    private byte @Nullable [] bytes;

    TappedBody(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return body.isOneShot();
    }

    @Override
    public boolean isDuplex() {
      return body.isDuplex();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (body.isDuplex()) {
        body.writeTo(sink);
        return;
      }
      Buffer copied = new Buffer();
      BufferedSink tapped =
          Okio.buffer(
              new ForwardingSink(sink) {
                @Override
                public void write(Buffer source, long byteCount) throws IOException {
                  if (copied.size() <= ContentDecoding.MAX_BODY) {
                    source.copyTo(copied, 0, byteCount);
                  }
                  super.write(source, byteCount);
                }
              });
      body.writeTo(tapped);
      tapped.emit();
      copy = copied;
    }

    Body exchanged(Headers headers) throws IOException {
      String type = headers.first("Content-Type");
      Buffer copied = copy;
      if (copied == null && !body.isOneShot() && !body.isDuplex()) {
        // Another interceptor answered, and nothing was sent.
        copied = new Buffer();
        body.writeTo(copied);
      }
      if (copied == null) {
        return Body.undecoded(
            type, "body.absent", "the body can be written only once and was not seen");
      }
      if (copied.size() > ContentDecoding.MAX_BODY) {
        return Body.undecoded(
            type,
            "body.too-large",
            "the body is longer than %d bytes and was not judged"
                .formatted(ContentDecoding.MAX_BODY),
            copied.size());
      }
      byte[] sent = copied.readByteArray();
      bytes = sent;
      return ContentDecoding.ofBytes(type, sent, headers);
    }
  }
}
