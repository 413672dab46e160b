package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ConcurrentStreamsTests {
  private static final int STREAMS = 200;
  private static final int EVENTS = 100;

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void twoHundredStreamsPassAtOnceAndEveryByteIsTheSame() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(STREAMS);
    long started = System.nanoTime();
    try (RawServer server = new RawServer(ConcurrentStreamsTests::stream);
        Proxied proxied = new Proxied(folder, server.url())) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        String request =
            Http.post(Proxied.CHAT, "{\"stream\":true,\"user\":\"" + i + "\"}", "X-Number: " + i);
        calls.add(() -> Http.exchange(proxied.url(), request).text());
      }
      List<Future<String>> answers = callers.invokeAll(calls);
      for (int i = 0; i < STREAMS; i++) {
        assertThat(answers.get(i).get()).isEqualTo(whole(i));
      }
      long passed = System.nanoTime();
      List<JsonNode> entries = proxied.entries();
      System.out.printf(
          "%d streams of %d bytes passed in %d ms, %d more until all were on the disk%n",
          STREAMS,
          whole(0).length(),
          TimeUnit.NANOSECONDS.toMillis(passed - started),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - passed));
      assertThat(proxied.notRecorded).isEmpty();
      assertThat(entries).hasSize(STREAMS);
      Map<String, String> recorded = new HashMap<>();
      for (JsonNode entry : entries) {
        recorded.put(
            entry.at("/request/postData/text").asString().replaceAll("\\D", ""),
            new String(Proxied.body(entry.at("/response/content")), StandardCharsets.UTF_8));
        assertThat(entry.at("/response/_chunks").size()).isGreaterThan(1);
      }
      for (int i = 0; i < STREAMS; i++) {
        assertThat(recorded.get(Integer.toString(i))).isEqualTo(whole(i));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static void stream(RawServer.Connection connection) throws Exception {
    connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int event = 0; event < EVENTS; event++) {
      connection.chunk(event(connection.number, event));
      Thread.sleep(5);
    }
    connection.chunk("data: [DONE]\n\n");
    connection.send("0\r\n\r\n");
  }

  private static String event(int number, int event) {
    return ("data: {\"id\":\"%d\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
            + "\"finish_reason\":\"%s\"}]}\n\n")
        .formatted(number, "word ".repeat(event % 40), event == EVENTS - 1 ? "stop" : "");
  }

  private static String whole(int number) {
    StringBuilder whole = new StringBuilder();
    for (int event = 0; event < EVENTS; event++) {
      whole.append(event(number, event));
    }
    return whole.append("data: [DONE]\n\n").toString();
  }
}
