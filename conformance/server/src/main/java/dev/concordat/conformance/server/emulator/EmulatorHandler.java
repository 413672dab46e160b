package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.server.http.TargetConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests off the wire and puts answers on it, piece by piece. */
final class EmulatorHandler extends Handler.Abstract {
  /** The most bytes of a request's body. */
  private static final int MAX_BODY = 16 << 20;

  private final Dispatcher dispatcher;

  EmulatorHandler(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Headers headers = headers(request);
    byte[] bytes = read(request);
    boolean isTooLarge = bytes.length > MAX_BODY;
    Body body = isTooLarge ? null : body(headers, bytes);
    String host = headers.first("Host");
    String asked = TargetConnection.target(request);
    String target = asked.startsWith("/") ? asked : request.getHttpURI().getPathQuery();
    Exchange.Request received =
        new Exchange.Request(
            request.getMethod(), "http://" + (host == null ? "" : host) + target, headers, body);
    Reply reply = dispatcher.answer(received, isTooLarge);
    if (reply.isStream() && knowsChunks(request)) {
      // Without it the end of a connection that is to be closed would end the stream, and a cut one
      // would look whole.
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
    write(reply, response, callback);
    return true;
  }

  private static boolean knowsChunks(Request request) {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
        >= HttpVersion.HTTP_1_1.getVersion();
  }

  private static Headers headers(Request request) {
    Headers.Builder headers = new Headers.Builder();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      headers.add(field.getName(), value == null ? "" : value);
    }
    return headers.build();
  }

  private static byte[] read(Request request) throws IOException {
    if (request.getLength() > MAX_BODY) {
      return new byte[MAX_BODY + 1];
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(MAX_BODY + 1);
    }
  }

  private static @Nullable Body body(Headers headers, byte[] bytes) {
    return bytes.length == 0
        ? null
        : ContentDecoding.ofBytes(headers.first("Content-Type"), bytes, headers);
  }

  private static void write(Reply reply, Response response, Callback callback)
      throws IOException, InterruptedException {
    sleep(reply.latency());
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (!reply.isStream() && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.length());
    }
    if (!reply.isStream() && !reply.isCut() && reply.pieces().size() <= 1) {
      byte[] whole = reply.pieces().isEmpty() ? new byte[0] : reply.pieces().get(0);
      response.write(true, ByteBuffer.wrap(whole), callback);
      return;
    }
    OutputStream out = Content.Sink.asOutputStream(response);
    for (byte[] piece : reply.pieces()) {
      sleep(reply.pause());
      out.write(piece);
      out.flush();
    }
    if (reply.isCut()) {
      out.flush();
      callback.failed(new IOException("cut off, as was asked for"));
    } else {
      out.close();
      callback.succeeded();
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    if (!time.isZero()) {
      Thread.sleep(time.toMillis());
    }
  }
}
