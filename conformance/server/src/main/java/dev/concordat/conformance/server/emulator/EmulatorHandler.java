package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.ReplyPieces;
import dev.concordat.conformance.server.emulator.reply.Work;
import dev.concordat.conformance.server.http.CallerWatch;
import dev.concordat.conformance.server.http.Interims;
import dev.concordat.conformance.server.http.TargetConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests off the wire and puts answers on it, piece by piece. */
final class EmulatorHandler extends Handler.Abstract {
  /** The most bytes of a request's body. */
  private static final int MAX_BODY = 16 << 20;

  private final Dispatcher dispatcher;
  private final Work work;

  EmulatorHandler(Dispatcher dispatcher, Work work) {
    this.dispatcher = dispatcher;
    this.work = work;
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
    Making making = new Making(work);
    Interims interims = new Interims(response);
    CallerWatch watch = new CallerWatch(request, interims, making::leave, making::doubt);
    Throwable failure = null;
    ByteBuffer last = BufferUtil.EMPTY_BUFFER;
    try {
      if (!isTooLarge) {
        watch.start();
      }
      Reply reply = dispatcher.answer(received, isTooLarge, making);
      making.pause(reply.latency());
      interims.close().join();
      watch.answers();
      making.goOn();
      last = write(reply, request, response, making);
      failure = reply.isCut() ? new IOException("cut off, as was asked for") : null;
    } catch (Making.LeftException e) {
      failure = e;
    } catch (IOException e) {
      making.leave();
      failure = e;
    } finally {
      watch.end();
    }
    if (failure == null) {
      response.write(true, last, callback);
    } else {
      callback.failed(failure);
    }
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

  // Writes all but the end, which it returns.
  private static ByteBuffer write(Reply reply, Request request, Response response, Making making)
      throws IOException, InterruptedException {
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (!reply.isStream() && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.pieces().length());
    }
    if (reply.isStream() && knowsChunks(request)) {
      // Without it the end of a connection that is to be closed would end the stream, and a cut one
      // would look whole.
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
    Reply.Drip drip = reply.drip();
    if (reply.pieces().count() == 1 && drip == null && !reply.isCut()) {
      return ByteBuffer.wrap(reply.pieces().iterator().next());
    }
    for (byte[] piece : reply.pieces()) {
      if (drip == null) {
        write(response, piece);
        continue;
      }
      for (Iterator<byte[]> parts = ReplyPieces.parts(piece, drip.size()); parts.hasNext(); ) {
        making.pause(drip.pause());
        write(response, parts.next());
      }
    }
    return BufferUtil.EMPTY_BUFFER;
  }

  private static void write(Response response, byte[] bytes) throws IOException {
    Content.Sink.write(response, false, ByteBuffer.wrap(bytes));
  }
}
