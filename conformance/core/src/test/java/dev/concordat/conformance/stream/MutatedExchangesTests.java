package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.concordat.client.SchemaInstances;
import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.AnyAnswer;
import dev.concordat.client.runtime.AnyUsage;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges made of the shipped recordings and the cases, and changed: what the checker lets pass
 * the client does not refuse, and what the client has read is what was there.
 */
final class MutatedExchangesTests {
  private static final int EXCHANGES = Integer.getInteger("mutations", 5000);
  private static final long SEED = Long.getLong("mutations.seed", 20260101);
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Map<String, String> ANSWERS =
      Map.of(
          "intern models", "ModelList",
          "intern chat", "ChatCompletion",
          "azion chat", "ChatCompletion",
          "maas chat", "ChatCompletion",
          "maas completions", "Completion",
          "qianfan list", "EvaluableModelList");

  private final Random random = new Random(SEED);
  private final Mutation mutation = new Mutation(random);
  private final List<String> refused = new ArrayList<>();
  private final List<String> different = new ArrayList<>();
  private final List<String> distorted = new ArrayList<>();
  private int passed;
  private int read;
  private int compared;
  private HttpServer server;
  private volatile Exchange current;
  private volatile String sent = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nothingIsRefusedThatConformsAndNothingIsChanged() throws Exception {
    List<Exchange> seeds = seeds();
    assertThat(seeds).hasSizeGreaterThan(100);
    try (Clients clients = new Clients("http://127.0.0.1:" + server.getAddress().getPort())) {
      for (int i = 0; i < EXCHANGES; i++) {
        judge(clients, changed(seeds.get(i % seeds.size())));
      }
    }
    System.out.printf(
        "%d exchanges (seed %d): %d pass the checker, %d are read by the client; refused though"
            + " conforming %d, decode-encode differences %d, distorted %d%n",
        EXCHANGES, SEED, passed, read, refused.size(), different.size(), distorted.size());

    assertThat(refused).isEmpty();
    assertThat(different).isEmpty();
    assertThat(distorted).isEmpty();
    assertThat(passed).isGreaterThan(EXCHANGES / 8);
    assertThat(read).isGreaterThan(EXCHANGES / 8);
    assertThat(compared).isGreaterThan(EXCHANGES / 4);
  }

  private static List<Exchange> seeds() throws Exception {
    List<Exchange> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(TestFiles.SPEC)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".har")).sorted().toList()) {
        String provider = file.getParent().getParent().getFileName().toString();
        try (RecordingReader entries = RecordingReader.open(file)) {
          for (var entry = entries.next(); entry != null; entry = entries.next()) {
            seeds.add(answered(provider, ((RecordingReader.Read) entry).exchange(), seeds.size()));
          }
        }
      }
    }
    WireCases.all().stream()
        .filter(wire -> List.of("conforms", "drifts").contains(wire.verdict()))
        .map(wire -> wire.exchange(wire.body()))
        .filter(exchange -> exchange.response().body() != null)
        .forEach(seeds::add);
    return seeds;
  }

  // Most recordings are of requests alone: those get an answer that the contract describes.
  private static Exchange answered(String provider, Exchange exchange, int seed) {
    Exchange.Response response = exchange.response();
    if (response != null && response.status() > 0 && response.body() != null) {
      return exchange;
    }
    JsonNode contract = TestFiles.read(TestFiles.SPEC.resolve(provider + "/openapi.yaml"));
    String component = ANSWERS.get(provider + " " + operation(exchange));
    String answer = new SchemaInstances(contract, new Random(seed)).of(component);
    return new Exchange(
        provider,
        null,
        plain(exchange.request()),
        new Exchange.Response(
            200,
            Headers.of("Content-Type", "application/json"),
            Body.of("application/json", answer)),
        false);
  }

  private static Exchange.Request plain(Exchange.Request request) {
    Body body = request.body();
    return body == null
        ? request
        : new Exchange.Request(
            request.method(),
            request.url(),
            request.headers(),
            Body.of(
                "application/json",
                text(body).replaceAll("\"stream\"\\s*:\\s*true", "\"stream\":false")));
  }

  private static String operation(Exchange exchange) {
    String url = exchange.request().url();
    if (url.endsWith("/chat/completions")) {
      return "chat";
    }
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private Exchange changed(Exchange seed) {
    Exchange.Response response = seed.response();
    String body = text(response.body());
    int changes = random.nextInt(3);
    boolean stream = isStream(response);
    String changed = stream ? mutation.ofStream(body, changes) : mutation.of(body, changes);
    Body request = seed.request().body();
    boolean asked = request != null && random.nextInt(4) == 0;
    Exchange.Request other =
        asked
            ? new Exchange.Request(
                seed.request().method(),
                seed.request().url(),
                seed.request().headers(),
                Body.of("application/json", mutation.of(text(request), 1)))
            : seed.request();
    return new Exchange(
        seed.provider(),
        null,
        other,
        new Exchange.Response(
            response.status(), response.headers(), Body.of(response.body().mediaType(), changed)),
        false);
  }

  private void judge(Clients clients, Exchange exchange) throws IOException {
    String provider = exchange.provider();
    Verdict verdict = new Judge(CONTRACTS, provider).judge(exchange).verdict();
    boolean passes = verdict == Verdict.CONFORMS || verdict == Verdict.DRIFTS;
    passed += passes ? 1 : 0;
    String body = text(exchange.response().body());
    current = exchange;
    try {
      String asked = exchange.request().body() == null ? "" : text(exchange.request().body());
      clients.call(provider + " " + operation(exchange), asked, this::plain, this::streamed);
      read++;
      if (!sent.isEmpty() && !operation(exchange).equals("list")) {
        compare(different, asked, withStream(sent, asked));
      }
    } catch (ProviderErrorException e) {
      if (passes && !body.contains("error") && !body.contains("\"code\"")) {
        refused.add(e + "\n" + body);
      }
    } catch (ProviderException | JsonDecodeException | IllegalArgumentException e) {
      if (passes) {
        refused.add(e + "\n" + body + "\n" + text(exchange.request().body()));
      }
    }
  }

  // A stream is asked for by the method, whether or not the body says so.
  private static String withStream(String sent, String asked) {
    return asked.contains("\"stream\"") ? sent : sent.replace(",\"stream\":true", "");
  }

  private void plain(JsonType answer) {
    String body = text(current.response().body());
    compare(different, body, answer.toJson());
    if (answer instanceof AnyAnswer any) {
      JsonNode json = JACKSON.readTree(body);
      JsonNode choice = json.path("choices").path(0);
      JsonNode message = choice.has("message") ? choice.path("message") : choice;
      JsonNode text = message.has("content") ? message.path("content") : message.path("text");
      if (text.isString()) {
        same(text.asString(), any.text());
      }
      JsonNode calls = message.path("tool_calls");
      same(calls.size(), any.toolCalls().size());
      for (int i = 0; i < calls.size(); i++) {
        JsonNode function = calls.path(i).path("function");
        if (function.path("arguments").isString()) {
          same(function.path("arguments").asString(), any.toolCalls().get(i).arguments());
        }
      }
      usage(json.path("usage"), any.usage());
    }
  }

  private void usage(JsonNode json, @Nullable AnyUsage usage) {
    JsonNode total = json.path("total_tokens");
    if (usage != null && total.isIntegralNumber() && total.canConvertToLong()) {
      same(total.longValue(), usage.totalTokens());
    }
  }

  private void streamed(EventStream<? extends AnyAnswer, ? extends AnyAnswer> stream) {
    List<String> events = chunksOf(text(current.response().body()));
    StringBuilder text = new StringBuilder();
    int chunks = 0;
    while (stream.hasNext()) {
      AnyAnswer chunk = stream.next();
      if (!events.isEmpty()) {
        compare(different, events.get(chunks), chunk.toJson());
      }
      text.append(firstText(JACKSON.readTree(chunk.toJson())));
      chunks++;
    }
    if (stream.sum().choices().size() == 1) {
      same(text.toString(), stream.sum().text());
    }
  }

  // The chunks of a stream that is framed in the usual way; none of any other.
  private static List<String> chunksOf(String body) {
    boolean usual =
        !body.contains("\r")
            && body.lines()
                .allMatch(
                    line ->
                        line.isEmpty()
                            || line.equals("data: [DONE]")
                            || (line.startsWith("data: {") && line.contains("\"choices\"")));
    return usual
        ? body.lines()
            .filter(line -> line.startsWith("data: {"))
            .map(line -> line.substring("data: ".length()))
            .toList()
        : List.of();
  }

  private static String firstText(JsonNode chunk) {
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode text =
        choice.has("delta") ? choice.path("delta").path("content") : choice.path("text");
    return text.isString() ? text.asString() : "";
  }

  // By the client's own reading, which knows the text of numbers, and by another's.
  private void compare(List<String> differences, String given, String written) {
    compared++;
    if (!JsonValue.parse(given).equals(JsonValue.parse(written))
        || !JACKSON.readTree(given).equals(JACKSON.readTree(written))) {
      differences.add(given + "\n" + written);
    }
  }

  private void same(Object there, Object told) {
    if (!there.equals(told)) {
      distorted.add(there + " | " + told + "\n" + text(current.response().body()));
    }
  }

  private void answer(HttpExchange http) throws IOException {
    sent = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Exchange.Response response = current.response();
    for (String name : response.headers().names()) {
      if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Date")) {
        response.headers().all(name).forEach(one -> http.getResponseHeaders().add(name, one));
      }
    }
    // Else the end of each answer waits for the client to acknowledge its head.
    http.getResponseHeaders().set("Connection", "close");
    byte[] body = response.body().bytes();
    http.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
    http.close();
  }

  private static boolean isStream(Exchange.Response response) {
    String type = response.headers().first("Content-Type");
    return type != null && type.startsWith("text/event-stream");
  }

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /** A client of each provider. */
  private static final class Clients implements AutoCloseable {
    private final InternClient intern;
    private final AzionClient azion;
    private final MaasClient maas;
    private final QianfanClient qianfan;

    Clients(String url) {
      RetryPolicy once = RetryPolicy.none();
      intern = InternClient.builder().baseUrl(url).retries(once).build();
      azion = AzionClient.builder().baseUrl(url).retries(once).build();
      maas = MaasClient.builder().baseUrl(url).retries(once).build();
      qianfan = QianfanClient.builder().baseUrl(url).retries(once).credentials("a", "s").build();
    }

    interface Plain {
      void read(JsonType answer);
    }

    interface Streamed {
      void read(EventStream<? extends AnyAnswer, ? extends AnyAnswer> stream);
    }

    void call(String operation, String asked, Plain plain, Streamed streamed) {
      switch (operation) {
        case "intern models" -> plain.read(intern.listModels());
        case "intern chat" ->
            call(
                dev.concordat.client.intern.ChatCompletionRequest.fromJson(asked),
                asked,
                intern::createChatCompletion,
                intern::createChatCompletionStream,
                plain,
                streamed);
        case "azion chat" ->
            call(
                dev.concordat.client.azion.ChatCompletionRequest.fromJson(asked),
                asked,
                azion::createChatCompletion,
                azion::createChatCompletionStream,
                plain,
                streamed);
        case "maas chat" ->
            call(
                dev.concordat.client.maas.ChatCompletionRequest.fromJson(asked),
                asked,
                maas::createChatCompletion,
                maas::createChatCompletionStream,
                plain,
                streamed);
        case "maas completions" ->
            call(
                dev.concordat.client.maas.CompletionRequest.fromJson(asked),
                asked,
                maas::createCompletion,
                maas::createCompletionStream,
                plain,
                streamed);
        case "qianfan list" ->
            plain.read(qianfan.listEvaluableModels(ListEvaluableModelsRequest.builder().build()));
        default -> throw new IllegalStateException("no client for " + operation);
      }
    }

    private static <B> void call(
        B body,
        String asked,
        Function<B, ? extends JsonType> whole,
        Function<B, ? extends EventStream<? extends AnyAnswer, ? extends AnyAnswer>> stream,
        Plain plain,
        Streamed streamed) {
      if (JACKSON.readTree(asked).path("stream").asBoolean(false)) {
        try (var opened = stream.apply(body)) {
          streamed.read(opened);
        }
      } else {
        plain.read(whole.apply(body));
      }
    }

    @Override
    public void close() {
      intern.close();
      azion.close();
      maas.close();
      qianfan.close();
    }
  }
}
