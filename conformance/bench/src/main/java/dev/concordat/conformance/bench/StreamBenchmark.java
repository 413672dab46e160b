package dev.concordat.conformance.bench;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.maas.ChatCompletionRequest;
import dev.concordat.client.maas.MaasClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams of some two hundred chunks from a server on the loopback, from the request to the text
 * that they add up to. The peer is what one would write without the client: okhttp-sse, and Jackson
 * to records, which knows nothing of errors within a stream, ends that are none, or what else the
 * chunks add up to.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
public class StreamBenchmark {
  private static final ChatCompletionRequest REQUEST =
      ChatCompletionRequest.builder().model("Qwen2-72B").addUserMessage("Hi").build();

  private final JsonMapper jackson =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private @Nullable StreamServer server;
  private @Nullable MaasClient client;
  private @Nullable OkHttpClient http;

  record Chunk(String id, String object, long created, String model, List<Choice> choices) {}

  record Choice(int index, Delta delta, @Nullable String finishReason) {}

  record Delta(@Nullable String role, @Nullable String content) {}

  @Setup
  public void start() throws IOException {
    server = new StreamServer();
    client = MaasClient.builder().baseUrl(server.url()).build();
    http = new OkHttpClient();
  }

  @TearDown
  public void stop() {
    requireNonNull(client).close();
    OkHttpClient used = requireNonNull(http);
    used.dispatcher().executorService().shutdown();
    used.connectionPool().evictAll();
    requireNonNull(server).close();
  }

  /** The client, chunk by chunk. */
  @Benchmark
  public int client() {
    int length = 0;
    for (int i = 0; i < requireNonNull(server).streams(); i++) {
      StringBuilder text = new StringBuilder();
      try (var stream = requireNonNull(client).createChatCompletionStream(REQUEST)) {
        stream.forEachRemaining(chunk -> text.append(chunk.text()));
      }
      length += text.length();
    }
    return length;
  }

  /** The client, and the answer that the chunks add up to. */
  @Benchmark
  public int clientWithSum() {
    int length = 0;
    for (int i = 0; i < requireNonNull(server).streams(); i++) {
      try (var stream = requireNonNull(client).createChatCompletionStream(REQUEST)) {
        length += stream.readToEnd().text().length();
      }
    }
    return length;
  }

  /** okhttp-sse and Jackson, to records. */
  @Benchmark
  public int jackson() throws InterruptedException {
    int length = 0;
    for (int i = 0; i < requireNonNull(server).streams(); i++) {
      Request request =
          new Request.Builder()
              .url(requireNonNull(server).url() + "v1/chat/completions")
              .header("Accept", "text/event-stream")
              .post(
                  RequestBody.create(
                      REQUEST.toBuilder().stream(true).build().toJson(),
                      MediaType.get("application/json")))
              .build();
      Appending listener = new Appending();
      EventSources.createFactory(requireNonNull(http)).newEventSource(request, listener);
      listener.over.await();
      length += listener.text.length();
    }
    return length;
  }

  private final class Appending extends EventSourceListener {
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      if (!data.equals("[DONE]")) {
        Chunk chunk = jackson.readValue(data, Chunk.class);
        String content = chunk.choices().get(0).delta().content();
        if (content != null) {
          text.append(content);
        }
      }
    }

    @Override
    public void onClosed(EventSource source) {
      over.countDown();
    }

    @Override
    public void onFailure(
        EventSource source, @Nullable Throwable failure, @Nullable Response response) {
      over.countDown();
    }
  }
}
