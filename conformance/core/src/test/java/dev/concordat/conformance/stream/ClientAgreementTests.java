package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpServer;
import dev.concordat.client.SchemaInstances;
import dev.concordat.client.azion.AzionAdapters;
import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.InternAdapters;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.MaasAdapters;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanAdapters;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the checker lets pass, the client never refuses. */
final class ClientAgreementTests {
  private static final Pattern INDEX = Pattern.compile("\"index\"\\s*:\\s*[-+.\\deE]+");
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final int INSTANCES = Integer.getInteger("instances", 400);
  private static final long SEED = Long.getLong("instances.seed", 20250101);
  private static final Map<String, JsonAdapter.Factory> ADAPTERS =
      Map.of(
          "azion", new AzionAdapters(),
          "intern", new InternAdapters(),
          "maas", new MaasAdapters(),
          "qianfan", new QianfanAdapters());

  static Stream<WireCase> passing() {
    return WireCases.all().stream()
        .filter(wire -> List.of("conforms", "drifts").contains(wire.verdict()));
  }

  static Stream<WireCase> cutOff() {
    return WireCases.all().stream()
        .filter(wire -> wire.verdict().equals("violates"))
        .filter(
            wire -> wire.findings().stream().anyMatch(f -> f.rule().equals("stream.terminator")))
        .filter(wire -> !wire.body().contains("data: [DONE]"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void anAnswerThatPassesIsReadToItsEnd(WireCase wire) throws IOException {
    // An error that the contract describes passes, and is an error to the client.
    assertThatCode(
            () -> {
              try {
                call(wire);
              } catch (ProviderErrorException described) {
                assertThat(described.code() != null || described.providerMessage() != null)
                    .isTrue();
              }
            })
        .as(wire.body())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("cutOff")
  void aStreamWithoutItsEndIsRefusedByBoth(WireCase wire) {
    assertThatThrownBy(() -> call(wire)).isInstanceOf(ProviderException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "intern,GET,https://chat.intern-ai.org.cn/api/v1/models,ModelList",
    "intern,POST,https://chat.intern-ai.org.cn/api/v1/chat/completions,ChatCompletion",
    "azion,POST,https://function.example.com/v1/chat/completions,ChatCompletion",
    "maas,POST,https://task.example.com/v1/chat/completions,ChatCompletion",
    "maas,POST,https://task.example.com/v1/completions,Completion",
    "qianfan,POST,https://qianfan.baidubce.com/wenxinworkshop/modelrepo/eval/model/list,"
        + "EvaluableModelList"
  })
  void generatedAnswersThatPassSurviveTheClient(
      String provider, String method, String url, String component) throws Exception {
    JsonNode contract = TestFiles.read(TestFiles.SPEC.resolve(provider + "/openapi.yaml"));
    SchemaInstances instances = new SchemaInstances(contract, new Random(SEED));
    JsonAdapter<Object> adapter =
        new Moshi.Builder()
            .add(ADAPTERS.get(provider))
            .build()
            .adapter((Type) Class.forName("dev.concordat.client." + provider + "." + component));
    Judge judge = new Judge(CONTRACTS, provider);
    int passed = 0;
    for (int i = 0; i < INSTANCES; i++) {
      String json = numbered(instances.of(component));
      Judgement judgement = judge.judge(exchange(provider, method, url, json));
      if (judgement.verdict() == Verdict.CONFORMS || judgement.verdict() == Verdict.DRIFTS) {
        passed++;
        assertThat(JsonValue.parse(adapter.toJson(adapter.fromJson(json))))
            .as(json)
            .isEqualTo(JsonValue.parse(json));
      }
    }
    assertThat(passed).as("answers that passed").isGreaterThan(20);
  }

  // Choices are numbered from 0, which their schema does not say.
  private static String numbered(String json) {
    AtomicInteger next = new AtomicInteger();
    return INDEX.matcher(json).replaceAll(found -> "\"index\":" + next.getAndIncrement());
  }

  private static Exchange exchange(String provider, String method, String url, String answer) {
    String request =
        switch (url.substring(url.lastIndexOf('/'))) {
          case "/completions" ->
              url.contains("/chat/")
                  ? "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                  : "{\"model\":\"m\",\"prompt\":\"Hi\"}";
          default -> "{}";
        };
    Headers headers =
        provider.equals("qianfan")
            ? Headers.of(
                "Authorization", "bce-auth-v1/key/2024-09-30T00:00:00Z/1800/host/signature")
            : Headers.of();
    return new Exchange(
        provider,
        null,
        new Exchange.Request(
            method,
            url,
            headers,
            method.equals("GET") ? null : Body.of("application/json", request)),
        new Exchange.Response(
            200,
            Headers.of("Content-Type", "application/json"),
            Body.of("application/json", answer)),
        false);
  }

  private static void call(WireCase wire) throws IOException {
    Exchange exchange = wire.exchange(wire.body());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        http -> {
          Exchange.Response response = exchange.response();
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
      call(wire, exchange, "http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static void call(WireCase wire, Exchange exchange, String url) throws IOException {
    String request =
        new String(exchange.request().body().bytes(), exchange.request().body().charset());
    boolean stream = request.contains("\"stream\":true");
    switch (wire.provider() + " " + wire.operation()) {
      case "intern createChatCompletion" -> {
        InternClient client =
            InternClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(wire, dev.concordat.client.intern.ChatCompletionRequest.class, request);
        Object answer =
            stream
                ? client.createChatCompletionStream(body).readToEnd()
                : client.createChatCompletion(body);
        assertThat(answer).isNotNull();
      }
      case "azion createChatCompletion" -> {
        AzionClient client = AzionClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(wire, dev.concordat.client.azion.ChatCompletionRequest.class, request);
        Object answer =
            stream
                ? client.createChatCompletionStream(body).readToEnd()
                : client.createChatCompletion(body);
        assertThat(answer).isNotNull();
      }
      case "maas createChatCompletion" -> {
        MaasClient client = MaasClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(wire, dev.concordat.client.maas.ChatCompletionRequest.class, request);
        Object answer =
            stream
                ? client.createChatCompletionStream(body).readToEnd()
                : client.createChatCompletion(body);
        assertThat(answer).isNotNull();
      }
      case "maas createCompletion" -> {
        MaasClient client = MaasClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
        var body = read(wire, dev.concordat.client.maas.CompletionRequest.class, request);
        Object answer =
            stream
                ? client.createCompletionStream(body).readToEnd()
                : client.createCompletion(body);
        assertThat(answer).isNotNull();
      }
      case "qianfan listEvaluableModels" -> {
        QianfanClient client =
            QianfanClient.builder()
                .baseUrl(url)
                .credentials("access", "secret")
                .retries(RetryPolicy.none())
                .build();
        assertThat(client.listEvaluableModels(ListEvaluableModelsRequest.builder().build()))
            .isNotNull();
      }
      default -> throw new IllegalArgumentException("no client for " + wire);
    }
  }

  private static <T> T read(WireCase wire, Class<T> type, String json) throws IOException {
    return new Moshi.Builder()
        .add(ADAPTERS.get(wire.provider()))
        .build()
        .adapter(type)
        .fromJson(json);
  }
}
