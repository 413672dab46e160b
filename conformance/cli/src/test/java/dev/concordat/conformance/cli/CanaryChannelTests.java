package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.Canary;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.server.proxy.ProxyListener;
import dev.concordat.conformance.server.proxy.RecordingProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** No secret reaches a console, a report or a recording, wherever an exchange has it. */
@Timeout(600)
final class CanaryChannelTests {
  private static final List<Canary> CANARIES = Canary.some();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"check, text", "check, json", "drift, text", "drift, json"})
  void ofARecordingThatHasThem(String command, String format) throws Exception {
    List<String> found = new ArrayList<>();
    // So many at once that a run is quick, and so few that a report can be told apart.
    for (Map.Entry<String, List<Canary>> secret : bySecret().entrySet()) {
      Path file = folder.resolve("in.jsonl");
      StringBuilder lines = new StringBuilder();
      for (Canary canary : secret.getValue()) {
        lines.append(entry(canary.exchange())).append('\n');
      }
      Files.writeString(file, lines);
      Run run = Run.of(command, file, "--provider", "maas", "--format", format);
      assertThat(run.status()).as(run.err()).isNotEqualTo(Main.UNUSABLE);
      for (Canary canary : secret.getValue()) {
        if (canary.isIn(run.out() + run.err())) {
          found.add(canary.name());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void ofCallsThatAreRecorded() throws Exception {
    AtomicReference<WireExchange> current = new AtomicReference<>();
    HttpServer provider = answering(current);
    Path file = folder.resolve("out.jsonl");
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (RecordingProxy proxy = proxy(provider, file, said)) {
      for (Canary canary : CANARIES) {
        current.set(canary.exchange());
        call(proxy.url(), canary.exchange());
      }
    } finally {
      provider.stop(0);
    }
    String written = Files.readString(file);
    assertThat(written.lines().count()).isGreaterThan(CANARIES.size() / 2);
    assertThat(CANARIES.stream().filter(canary -> canary.isIn(written)).map(Canary::name))
        .isEmpty();
    assertThat(CANARIES.stream().filter(canary -> canary.isIn(said.toString()))).isEmpty();
  }

  // The token is whatever variable every system has.
  @Test
  void ofAProbe() throws Exception {
    String token = System.getenv("PATH");
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              "{\"error\":{\"message\":%s,\"x\":%s}}"
                  .formatted(
                      JSON.writeValueAsString("Incorrect API key provided: " + token),
                      JSON.writeValueAsString(token))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("X-Debug", token);
          exchange.sendResponseHeaders(401, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    provider.start();
    String url = "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1";
    Path file = folder.resolve("probe.jsonl");
    try {
      for (String format : List.of("text", "json")) {
        Run run =
            Run.of(
                "probe",
                "--provider=maas",
                "--base-url=" + url,
                "--token-env=PATH",
                "--budget=5",
                "--record=" + file,
                "--format=" + format);
        assertThat(run.out() + run.err()).contains("401").doesNotContain(token);
        assertThat(run.out() + run.err()).doesNotContain(token.substring(0, 20));
      }
    } finally {
      provider.stop(0);
    }
    assertThat(Files.readString(file)).contains("WITHHELD").doesNotContain(token);
  }

  private static Map<String, List<Canary>> bySecret() {
    Map<String, List<Canary>> canaries = new TreeMap<>();
    for (Canary canary : CANARIES) {
      canaries.computeIfAbsent(canary.secret(), absent -> new ArrayList<>()).add(canary);
    }
    return canaries;
  }

  private static String entry(WireExchange exchange) {
    WireExchange.Request request = exchange.request();
    WireExchange.Response response = exchange.response();
    Map<String, Object> entry = new TreeMap<>();
    entry.put("startedDateTime", exchange.started().toString());
    Map<String, Object> sent = new TreeMap<>();
    sent.put("method", request.method());
    sent.put("url", request.url());
    sent.put("headers", headers(request.headers()));
    sent.put("postData", body(request.headers(), request.body()));
    entry.put("request", sent);
    Map<String, Object> answered = new TreeMap<>();
    answered.put("status", response.status());
    answered.put("headers", headers(response.headers()));
    answered.put("content", body(response.headers(), response.body()));
    entry.put("response", answered);
    return JSON.writeValueAsString(entry);
  }

  private static Map<String, String> body(Headers headers, byte[] body) {
    return Map.of(
        "mimeType",
        String.valueOf(headers.first("Content-Type")),
        "text",
        Base64.getEncoder().encodeToString(body),
        "encoding",
        "base64");
  }

  private static List<Map<String, String>> headers(Headers headers) {
    List<Map<String, String>> list = new ArrayList<>();
    for (String name : headers.names()) {
      headers.all(name).forEach(value -> list.add(Map.of("name", name, "value", value)));
    }
    return list;
  }

  private static HttpServer answering(AtomicReference<WireExchange> current) throws IOException {
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          WireExchange.Response answer = current.get().response();
          for (String name : answer.headers().names()) {
            exchange.getResponseHeaders().put(name, answer.headers().all(name));
          }
          exchange.sendResponseHeaders(200, answer.body().length);
          exchange.getResponseBody().write(answer.body());
          exchange.close();
        });
    provider.start();
    return provider;
  }

  private static RecordingProxy proxy(HttpServer provider, Path file, List<String> said)
      throws RecordingException {
    URI upstream = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
    return RecordingProxy.builder("maas", upstream, file)
        .port(0)
        .listener(
            new ProxyListener() {
              @Override
              public void passed(Passed passed) {
                said.add(passed.toString());
              }

              @Override
              public void notRecorded(String reason) {
                said.add(reason);
              }
            })
        .start();
  }

  // As it stands there: a client would not send all of it.
  private static void call(String proxy, WireExchange exchange) throws IOException {
    WireExchange.Request request = exchange.request();
    URI to = URI.create(proxy);
    String path = request.url().replaceFirst("^https://[^/]*", "");
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: ").append(to.getAuthority());
    head.append("\r\nConnection: close\r\nContent-Length: ").append(request.body().length);
    for (String name : request.headers().names()) {
      for (String value : request.headers().all(name)) {
        head.append("\r\n").append(name).append(": ").append(value);
      }
    }
    head.append("\r\n\r\n");
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(request.body());
      socket.getOutputStream().write(bytes.toByteArray());
      socket.getInputStream().readAllBytes();
    }
  }
}
