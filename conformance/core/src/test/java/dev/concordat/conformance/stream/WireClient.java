package dev.concordat.conformance.stream;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpServer;
import dev.concordat.client.azion.AzionAdapters;
import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.InternAdapters;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.MaasAdapters;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanAdapters;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.conformance.exchange.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Function;

/** The generated clients, which are answered with a wire case by a server. */
final class WireClient {
  static final Map<String, JsonAdapter.Factory> ADAPTERS =
      Map.of(
          "azion", new AzionAdapters(),
          "intern", new InternAdapters(),
          "maas", new MaasAdapters(),
          "qianfan", new QianfanAdapters());

  private final WireCase wire;
  private final String url;

  private WireClient(WireCase wire, String url) {
    this.wire = wire;
    this.url = url;
  }

  /** Whether the client of a case asks for a stream. */
  static boolean isStream(WireCase wire) {
    return request(wire).contains("\"stream\":true");
  }

  private static String request(WireCase wire) {
    Exchange.Request request = wire.exchange(wire.body()).request();
    return new String(request.body().bytes(), request.body().charset());
  }

  /**
   * Makes the call of a case, and throws what the client does.
   *
   * @param reader what is made of a stream
   * @return the answer, or what the reader made
   */
  static Object call(
      WireCase wire, Function<EventStream<? extends JsonType, ? extends JsonType>, Object> reader)
      throws IOException {
    Exchange.Response response = wire.exchange(wire.body()).response();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        http -> {
          for (String name : response.headers().names()) {
            response
                .headers()
                .all(name)
                .forEach(value -> http.getResponseHeaders().add(name, value));
          }
          byte[] body = response.body() == null ? new byte[0] : response.body().bytes();
          http.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
          http.getResponseBody().write(body);
          http.close();
        });
    server.start();
    try {
      return new WireClient(wire, "http://127.0.0.1:" + server.getAddress().getPort()).call(reader);
    } finally {
      server.stop(0);
    }
  }

  private Object call(Function<EventStream<? extends JsonType, ? extends JsonType>, Object> reader)
      throws IOException {
    String request = request(wire);
    boolean stream = isStream(wire);
    switch (wire.provider() + " " + wire.operation()) {
      case "intern createChatCompletion" -> {
        InternClient client =
            InternClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(dev.concordat.client.intern.ChatCompletionRequest.class, request);
        return stream
            ? reader.apply(client.createChatCompletionStream(body))
            : client.createChatCompletion(body);
      }
      case "azion createChatCompletion" -> {
        AzionClient client = AzionClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(dev.concordat.client.azion.ChatCompletionRequest.class, request);
        return stream
            ? reader.apply(client.createChatCompletionStream(body))
            : client.createChatCompletion(body);
      }
      case "maas createChatCompletion" -> {
        MaasClient client = MaasClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(dev.concordat.client.maas.ChatCompletionRequest.class, request);
        return stream
            ? reader.apply(client.createChatCompletionStream(body))
            : client.createChatCompletion(body);
      }
      case "maas createCompletion" -> {
        MaasClient client = MaasClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(dev.concordat.client.maas.CompletionRequest.class, request);
        return stream
            ? reader.apply(client.createCompletionStream(body))
            : client.createCompletion(body);
      }
      case "qianfan listEvaluableModels" -> {
        QianfanClient client =
            QianfanClient.builder()
                .baseUrl(url)
                .credentials("access", "secret")
                .retries(RetryPolicy.none())
                .build();
        return client.listEvaluableModels(ListEvaluableModelsRequest.builder().build());
      }
      default -> throw new IllegalArgumentException("no client for " + wire);
    }
  }

  private <T> T read(Class<T> type, String json) throws IOException {
    return new Moshi.Builder()
        .add(ADAPTERS.get(wire.provider()))
        .build()
        .adapter(type)
        .fromJson(json);
  }
}
