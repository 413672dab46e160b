package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller's connection may do beside sending one request and taking its answer. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ConnectionTests {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir Path folder;

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws Exception {
    try (RawServer server = new RawServer(RawServer.kept(c -> c.send(OK)));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      for (int i = 0; i < 5; i++) {
        caller.send(Http.post("/x", "{\"n\":" + i + "}"));
        caller.read(false);
        assertThat(caller.text()).isEqualTo("ok");
      }
      assertThat(proxied.exchanges()).hasSize(5);
    }
  }

  @Test
  void requestsThatComeTogetherAreAnsweredInTheirOrder() throws Exception {
    try (RawServer server =
            new RawServer(
                RawServer.kept(
                    c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + c.number)));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        all.append(Http.post("/x", "{}", "X-Number: " + i));
      }
      caller.send(all.toString());
      for (int i = 0; i < 5; i++) {
        caller.read(false);
        assertThat(caller.text()).isEqualTo(Integer.toString(i));
      }
      assertThat(proxied.exchanges()).hasSize(5).allMatch(e -> e.broken() == null);
    }
  }

  @Test
  void aRequestThatComesWhileTheOneBeforeItIsUnderWayWaits() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                RawServer.kept(
                    c -> {
                      begun.countDown();
                      assertThat(sent.await(5, TimeUnit.MINUTES)).isTrue();
                      c.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + c.number);
                    }));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post("/x", "{}", "X-Number: 1"));
      assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      String second = Http.post("/x", "{\"text\":\"" + "y".repeat(6000) + "\"}", "X-Number: 2");
      caller.send(second.substring(0, 50));
      caller.send(second.substring(50));
      sent.countDown();
      for (int i = 1; i <= 2; i++) {
        caller.read(false);
        assertThat(caller.text()).isEqualTo(Integer.toString(i));
      }
      assertThat(proxied.exchanges()).hasSize(2).allMatch(e -> e.broken() == null);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallerThatSaysThatItSendsNothingMoreGetsItsAnswer(boolean isStream) throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  assertThat(said.await(5, TimeUnit.MINUTES)).isTrue();
                  if (isStream) {
                    c.send(STREAM_HEAD);
                    c.chunk("data: first\n\n");
                    c.chunk("data: second\n\n");
                    c.send("0\r\n\r\n");
                  } else {
                    c.send(OK);
                  }
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{}"));
      caller.socket.shutdownOutput();
      said.countDown();
      String answer = new String(caller.in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith(isStream ? "0\r\n\r\n" : "ok");
      assertThat(proxied.exchanges()).hasSize(1).allMatch(e -> e.broken() == null);
    }
  }

  @Test
  void aCallerThatSaysSoAndWaitsLongIsKeptWaiting() throws Exception {
    CountDownLatch probed = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  assertThat(probed.await(5, TimeUnit.MINUTES)).isTrue();
                  c.send(OK);
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{}"));
      caller.socket.shutdownOutput();
      assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 102");
      probed.countDown();
      String head = Http.head(caller.in);
      while (head.startsWith("HTTP/1.1 102")) {
        head = Http.head(caller.in);
      }
      assertThat(head).startsWith("HTTP/1.1 200");
      assertThat(proxied.exchanges()).hasSize(1).allMatch(e -> e.broken() == null);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyNumberOfInterimResponsesComesBeforeTheAnswer(boolean expects) throws Exception {
    String interims =
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(3)
            + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n";
    try (RawServer server = new RawServer(c -> c.send(interims + OK));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      String request = Http.post("/x", "{}", expects ? "Expect: 100-continue" : "X-Nothing: 1");
      if (expects) {
        caller.send(request.substring(0, request.length() - 2));
        assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 100");
        caller.send("{}");
      } else {
        caller.send(request);
      }
      assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 103").contains("Link: </a>");
      assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 102");
      caller.read(false);
      assertThat(caller.status()).isEqualTo(200);
      assertThat(caller.text()).isEqualTo("ok");
      assertThat(proxied.exchanges().get(0).response().status()).isEqualTo(200);
      assertThat(server.heads.get(0)).doesNotContain("Expect");
    }
  }

  @Test
  void trailersEndABodyAndArePartOfNone() throws Exception {
    try (RawServer server =
            new RawServer(
                RawServer.kept(
                    c -> {
                      c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
                      c.send("Trailer: X-Sum\r\n\r\n");
                      c.chunk("body");
                      c.send("0\r\nX-Sum: 1\r\n\r\n");
                    }));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send("POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      caller.send("2\r\n{}\r\n0\r\nX-Sum: 2\r\n\r\n");
      caller.read(false);
      assertThat(caller.text()).isEqualTo("body");
      caller.send("GET /y HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      caller.read(false);
      assertThat(caller.text()).isEqualTo("body");
      assertThat(new String(server.bodies.get(0), StandardCharsets.UTF_8)).isEqualTo("{}");
      assertThat(proxied.exchanges()).hasSize(2).allMatch(e -> e.broken() == null);
    }
  }

  @Test
  void aProviderThatChangesTheProtocolIsA502() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> c.send("HTTP/1.1 101 X\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      assertThat(Http.exchange(proxied.url(), Http.post("/x", "{}")).status()).isEqualTo(502);
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }
}
