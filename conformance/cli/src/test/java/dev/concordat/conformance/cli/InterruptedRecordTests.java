package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The proxy as a program of its own, ended by a signal while exchanges pass, end, or are judged:
 * what was accepted is what was recorded and what was not, and the exit status says whether all
 * was.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@DisabledOnOs(OS.WINDOWS)
final class InterruptedRecordTests {
  private static final String CHUNK =
      "data:"
          + " {\"id\":\"1\",\"model\":\"internlm3-latest\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"\"}]}\n\n";
  private static final String REQUEST =
      "{\"model\":\"internlm3-latest\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final Pattern EXCHANGES = Pattern.compile("(?m)^(\\d+) exchanges?: (.*)$");
  private static final Pattern RECORDED = Pattern.compile("(?m)^(\\d+) recorded in ");
  private static final Pattern LOST = Pattern.compile("(?m)^concordat: (\\d+) NOT RECORDED$");

  @TempDir Path folder;
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer provider;
  private ExecutorService threads;
  private RecordProgram program;

  @BeforeEach
  void start() throws Exception {
    threads = Executors.newCachedThreadPool();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setExecutor(threads);
    provider.createContext("/", this::answer);
    provider.start();
    program = RecordProgram.start(folder, provider, folder.resolve("out.jsonl"));
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    program.close();
    provider.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isStream =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            .contains("\"stream\":true");
    exchange
        .getResponseHeaders()
        .add("Content-Type", isStream ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      if (isStream) {
        out.write(CHUNK.getBytes(StandardCharsets.UTF_8));
        out.flush();
        await();
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
      } else {
        // What takes a while to be judged.
        String choice = "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null}}";
        out.write(
            ("{\"id\":\"1\",\"model\":\"internlm3-latest\",\"choices\":["
                    + (choice + ",").repeat(20_000)
                    + choice
                    + "]}")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void await() throws IOException {
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpRequest request(boolean isStream) throws IOException {
    return HttpRequest.newBuilder(URI.create(program.url() + "/api/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(REQUEST.formatted(isStream)))
        .build();
  }

  private List<InputStream> begunStreams() throws Exception {
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      InputStream body = client.send(request(true), BodyHandlers.ofInputStream()).body();
      assertThat(body.readNBytes(CHUNK.length())).hasSize(CHUNK.length());
      open.add(body);
    }
    return open;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whileStreamsPass(String signal) throws Exception {
    List<InputStream> open = begunStreams();

    endsAs(signal, 4);

    for (InputStream body : open) {
      body.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whileStreamsEnd(String signal) throws Exception {
    List<InputStream> open = begunStreams();
    mayEnd.countDown();

    endsAs(signal, 4);

    for (InputStream body : open) {
      body.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whileExchangesAreJudged(String signal) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(client.sendAsync(request(false), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    int lost = endsAs(signal, 8);

    // A caller has the end of its answer when the exchange stands in the file.
    assertThat(lost).isZero();
  }

  // How many were not recorded.
  private int endsAs(String signal, int accepted) throws Exception {
    send(signal);
    int status = program.status();
    String said = program.said();
    Matcher exchanges = EXCHANGES.matcher(said);
    assertThat(exchanges.find()).as(said).isTrue();
    Matcher verdicts = Pattern.compile("\\d+").matcher(exchanges.group(2));
    int judged = verdicts.results().mapToInt(each -> Integer.parseInt(each.group())).sum();
    int recorded = number(RECORDED, said);
    int lost = number(LOST, said);

    assertThat(exchanges.group(1)).as(said).isEqualTo("" + accepted);
    assertThat(judged).as(said).isEqualTo(accepted);
    assertThat(recorded + lost).as(said).isEqualTo(accepted);
    assertThat(status).as(said).isEqualTo(lost == 0 ? Main.PASSED : Main.FAILED);
    assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).hasSize(recorded);
    return lost;
  }

  private static int number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  // A program that a shell began in the background does not take interrupts, nor do its children.
  private void send(String signal) throws Exception {
    if (signal.equals("INT")) {
      Path status = Path.of("/proc/self/status");
      assumeFalse(
          Files.exists(status)
              && Files.readAllLines(status).stream()
                  .filter(line -> line.startsWith("SigIgn:"))
                  .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 2) != 0),
          "this process ignores interrupts");
    }
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
