package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RecordedTrafficTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final String CANARY = "cNry7fQ9x/Zk31pW+04";

  @TempDir Path folder;

  static List<String> answers() {
    String chunk =
        "data:"
            + " {\"id\":\"1\",\"model\":\"m\",\"created\":1,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":\"%s\"}]}\n\n";
    return List.of(
        chunk.formatted("") + chunk.formatted("stop") + "data: [DONE]\n\n",
        chunk.formatted("") + chunk.formatted("odd") + "data: [DONE]\n\n",
        chunk.formatted("") + "data: [DONE]\n\n",
        chunk.formatted("stop"),
        chunk.formatted("") + "data: {\"error\":{\"message\":\"overload\"}}\n\n",
        "data: {broken\n\ndata: [DONE]\n\n",
        ": only a comment\n\n",
        "data: \u00e9 [DO");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aStreamGetsTheSameFindingsLiveAndFromTheFile(String stream) throws Exception {
    for (boolean isCut : new boolean[] {false, true}) {
      byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
      Path here = Files.createTempDirectory(folder, "run");
      try (RawServer server =
              new RawServer(
                  c -> {
                    c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
                    c.send("Content-Length: " + (bytes.length + (isCut ? 1 : 0)) + "\r\n\r\n");
                    for (byte next : bytes) {
                      c.send(new byte[] {next});
                    }
                  });
          Proxied proxied = new Proxied(here, server.url())) {
        try (Http caller = new Http(proxied.url())) {
          caller.send(
              Http.post(
                  Proxied.CHAT,
                  request(true),
                  "Authorization: Bearer " + CANARY,
                  "Connection: close"));
          caller.in.readAllBytes();
        }
        List<JsonNode> entries = proxied.entries();
        assertThat(Proxied.body(entries.get(0).at("/response/content"))).isEqualTo(bytes);
        assertSameFindings(proxied);
        assertThat(proxied.passed.get(0).rules().contains("response.broken")).isEqualTo(isCut);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer abcdefghijkl",
        "Authorization: abcdefghijkl",
        "Authorization: Basic abcdefghijkl",
        "Authorization:",
        "X-Nothing: 1"
      })
  void credentialsGetTheSameFindingsLiveAndFromTheFile(String header) throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 400 X\r\nContent-Type: application/json\r\n");
                  c.send("Content-Length: 2\r\n\r\n{}");
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      Http.exchange(proxied.url(), Http.post(Proxied.CHAT + "?unknown=1", request(false), header));
      proxied.close();
      assertSameFindings(proxied);
    }
  }

  @Test
  void theDocumentedExchangesGetTheSameFindingsLiveAndFromTheFile() throws Exception {
    List<Exchange> documented = documented("intern");
    assertThat(documented).isNotEmpty();
    try (RawServer server =
            new RawServer(
                c -> {
                  Exchange.Response response = documented.get(c.number).response();
                  byte[] body = response.body().bytes();
                  StringBuilder head =
                      new StringBuilder("HTTP/1.1 " + response.status() + " X\r\n");
                  for (String name : response.headers().names()) {
                    head.append(name).append(": ").append(response.headers().first(name));
                    head.append("\r\n");
                  }
                  c.send(head + "\r\n");
                  c.send(body);
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      for (int i = 0; i < documented.size(); i++) {
        Exchange.Request request = documented.get(i).request();
        String body =
            request.body() == null
                ? ""
                : new String(request.body().bytes(), StandardCharsets.UTF_8);
        String path = request.url().replaceFirst("https?://[^/]*", "");
        Http.exchange(
            proxied.url(),
            Http.post(path, body, "Authorization: Bearer token-of-the-caller", "X-Number: " + i)
                .replaceFirst("POST", request.method()));
      }
      proxied.close();
      assertThat(proxied.passed).hasSameSizeAs(documented);
      assertSameFindings(proxied);
    }
  }

  @Test
  void aCanaryIsNeitherInTheFileNorInTheLinesNorInTheErrors() throws Exception {
    String base64 =
        Base64.getEncoder().encodeToString(("??" + CANARY).getBytes(StandardCharsets.UTF_8));
    String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n";
    String stream =
        event.formatted(CANARY)
            + event.formatted(base64)
            + event.formatted(CANARY.substring(0, 8))
            + event.formatted(CANARY.substring(8));
    try (RawServer server =
            new RawServer(
                RawServer.kept(
                    c -> {
                      c.send(
                          "HTTP/1.1 200 "
                              + CANARY
                              + "\r\nContent-Type: text/event-stream\r\nSet-Cookie: s="
                              + CANARY
                              + "\r\nX-New: "
                              + CANARY
                              + "\r\nServer: "
                              + CANARY
                              + "\r\nContent-Length: "
                              + (stream.length() + c.number)
                              + "\r\n\r\n");
                      c.send(stream);
                      if (c.number > 0) {
                        c.socket.close();
                      }
                    }));
        Proxied proxied = new Proxied(folder, server.url())) {
      for (String header :
          List.of(
              "Authorization: Bearer " + CANARY,
              "sso-ak: " + CANARY,
              "Cookie: a=" + CANARY,
              "X-Unknown: " + CANARY,
              "Proxy-Authorization: Basic "
                  + Base64.getEncoder()
                      .encodeToString(("u:" + CANARY).getBytes(StandardCharsets.UTF_8)),
              "X-Number: 1")) {
        try (Http caller = new Http(proxied.url())) {
          String key = header.contains("Number") ? CANARY : "other";
          caller.send(
              Http.post(
                  Proxied.CHAT + "/" + CANARY + "?key=" + key,
                  "{\"api_key\":\"" + CANARY + "\",\"text\":\"" + base64 + "\"}",
                  header,
                  "Connection: close"));
          String answer = new String(caller.in.readAllBytes(), StandardCharsets.UTF_8);
          assertThat(answer).contains(stream);
        }
      }
      List<JsonNode> entries = proxied.entries();
      assertThat(entries).hasSize(6);
      String file = Files.readString(proxied.file);
      for (String secret :
          List.of(CANARY, CANARY.substring(0, 8) + "\"", base64.substring(4, 24))) {
        assertThat(file).doesNotContain(secret);
        assertThat(proxied.passed.toString()).doesNotContain(secret);
      }
      assertThat(proxied.notRecorded).isEmpty();
    }
  }

  @Test
  void aSecretOfAnExchangeThatIsStillUnderWayIsKnown() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  if (c.number == 1) {
                    c.isClosed();
                  } else {
                    c.send("HTTP/1.1 200 X\r\nContent-Length: 19\r\n\r\n" + CANARY);
                  }
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http first = new Http(proxied.url())) {
      first.send(Http.post("/x", "{}", "Authorization: Bearer " + CANARY, "X-Number: 1"));
      while (server.heads.isEmpty()) {
        Thread.sleep(10);
      }
      Http.exchange(proxied.url(), Http.post("/x", "{}"));
      assertThat(proxied.entries().toString()).doesNotContain(CANARY).contains("WITHHELDWITH");
    }
  }

  @Test
  void nothingIsWrittenOfWhatCannotBeClearedAndCallersGoOn() throws Exception {
    byte[] compressed = {(byte) 0x28, (byte) 0xB5, (byte) 0x2F, (byte) 0xFD};
    try (RawServer server =
            new RawServer(
                RawServer.kept(
                    c -> {
                      c.send(
                          "HTTP/1.1 200 X\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\n\r\n");
                      c.send(compressed);
                    }));
        Proxied proxied = new Proxied(folder, server.url())) {
      for (int i = 0; i < 3; i++) {
        String request = Http.post("/x", "{\"password\":\"" + CANARY + "\"}");
        assertThat(Http.exchange(proxied.url(), request).body).isEqualTo(compressed);
      }
      proxied.close();
      assertThat(proxied.file).isEmptyFile();
      assertThat(proxied.proxy.summary().notRecorded()).isEqualTo(3);
      assertThat(proxied.notRecorded).hasSize(3);
      assertThat(proxied.notRecorded.toString()).doesNotContain(CANARY);
    }
  }

  private void assertSameFindings(Proxied proxied) throws Exception {
    Judge judge = new Judge(CONTRACTS, null);
    List<Exchange> read = proxied.exchanges();
    assertThat(read).hasSameSizeAs(proxied.passed);
    for (int i = 0; i < read.size(); i++) {
      Judgement judgement = judge.judge(read.get(i));
      ProxyListener.Passed live = proxied.passed.get(i);
      assertThat(judgement.findings().stream().map(Finding::rule).distinct().toList())
          .isEqualTo(live.rules());
      assertThat(judgement.verdict()).isEqualTo(live.verdict());
      assertThat(judgement.operation()).isEqualTo(live.operation());
    }
  }

  private static List<Exchange> documented(String provider) throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      try (RecordingReader reader =
          RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()))) {
        for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
          Exchange exchange = ((RecordingReader.Read) entry).exchange();
          if (provider.equals(exchange.provider())
              && exchange.response() != null
              && exchange.response().body() != null) {
            exchanges.add(exchange);
          }
        }
      }
    }
    return exchanges;
  }

  private static String request(boolean stream) {
    return "{\"model\":\"internlm3-latest\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"
        .formatted(stream);
  }
}
