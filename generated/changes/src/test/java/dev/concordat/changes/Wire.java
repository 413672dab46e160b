package dev.concordat.changes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A server on the loopback that gives one answer and keeps the last exchange. */
final class Wire implements AutoCloseable {
  private final HttpServer server;
  private final AtomicReference<@Nullable WireExchange> last = new AtomicReference<>();
  private volatile JsonNode answer;

  Wire(JsonNode answer) throws IOException {
    this.answer = answer;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  void answer(JsonNode next) {
    this.answer = next;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The exchange that was had last. */
  WireExchange last() {
    return Objects.requireNonNull(last.get(), "no request came");
  }

  Exchange judged(String provider) {
    WireExchange wire = last();
    return new WireExchange(
            provider, wire.started(), wire.request(), wire.response(), wire.broken())
        .decoded();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Headers.Builder headers = new Headers.Builder();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    byte[] text = answer.path("body").asString("").getBytes(StandardCharsets.UTF_8);
    int status = answer.path("status").asInt(200);
    Headers.Builder answered = new Headers.Builder();
    if (answer.has("type")) {
      answered.add("Content-Type", answer.path("type").asString());
      exchange.getResponseHeaders().add("Content-Type", answer.path("type").asString());
    }
    last.set(
        new WireExchange(
            null,
            OffsetDateTime.now(ZoneOffset.UTC),
            new WireExchange.Request(
                exchange.getRequestMethod(),
                url() + exchange.getRequestURI(),
                headers.build(),
                body),
            new WireExchange.Response(status, answered.build(), text, Pieces.one(0, text.length)),
            null));
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
