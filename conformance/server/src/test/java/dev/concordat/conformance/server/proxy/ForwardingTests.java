package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ForwardingTests {
  private static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir Path folder;

  @Test
  void anEventReachesTheCallerBeforeTheNextLeavesTheProvider() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(STREAM_HEAD);
                  c.chunk("data: first\n\n");
                  if (firstSeen.await(5, TimeUnit.MINUTES)) {
                    c.chunk("data: second\n\n");
                  }
                  c.send("0\r\n\r\n");
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{}", "Connection: close"));
      assertThat(Http.head(caller.in)).contains("text/event-stream");
      assertThat(caller.some()).contains("data: first").doesNotContain("second");
      firstSeen.countDown();
      assertThat(new String(caller.in.readAllBytes(), StandardCharsets.UTF_8)).contains("second");
    }
  }

  @Test
  void theHeadReachesTheCallerBeforeTheFirstEvent() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(STREAM_HEAD);
                  headSeen.await(5, TimeUnit.MINUTES);
                  c.send("0\r\n\r\n");
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{}"));
      assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 200");
      headSeen.countDown();
    }
  }

  @Test
  void aPieceOfTheRequestReachesTheProviderBeforeTheNextLeavesTheCaller() throws Exception {
    SynchronousQueue<String> received = new SynchronousQueue<>();
    try (RawServer server =
            new RawServer(
                c -> {
                  Http.head(c.in);
                  received.put(new String(c.in.readNBytes(5), StandardCharsets.UTF_8));
                  received.put(new String(c.in.readNBytes(5), StandardCharsets.UTF_8));
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                },
                false);
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nfirst");
      assertThat(received.poll(5, TimeUnit.MINUTES)).isEqualTo("first");
      caller.send("other");
      assertThat(received.poll(5, TimeUnit.MINUTES)).isEqualTo("other");
      caller.read(false);
      assertThat(caller.text()).isEqualTo("ok");
    }
  }

  @Test
  void headersOfBothSidesAreForwardedAsTheyAre() throws Exception {
    String answer =
        """
        HTTP/1.1 404 Not Found
        x-MixedCase: A  b
        X-Twice: 1
        X-Twice: 2
        Set-Cookie: a=b; Path=/
        Set-Cookie: c=d
        Server: them
        X-Hop: 1
        Connection: x-hop, keep-alive
        Keep-Alive: timeout=5
        Content-Length: 2

        ok\
        """;
    String request =
        """
        GET /a?b=c HTTP/1.1
        Host: localhost
        Authorization: Bearer abcdefghijkl
        X-Odd-CASE: v
        Cookie: q=1
        TE: trailers
        X-Mine: 1
        Connection: x-mine, close
        Accept-Encoding: br;q=1, gzip;q=0.5, zstd

        """;
    try (RawServer server = new RawServer(c -> c.send(answer.replace("\n", "\r\n")));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), request.replace("\n", "\r\n"));
      assertThat(http.head.replace("\r\n", "\n"))
          .isEqualTo(
              """
              HTTP/1.1 404 Not Found
              x-MixedCase: A  b
              X-Twice: 1
              X-Twice: 2
              Set-Cookie: a=b; Path=/
              Set-Cookie: c=d
              Server: them
              Content-Length: 2
              Connection: close

              """);
      assertThat(http.text()).isEqualTo("ok");
      assertThat(server.heads.get(0).replace("\r\n", "\n"))
          .isEqualTo(
              """
              GET /a?b=c HTTP/1.1
              Host: %s
              Authorization: Bearer abcdefghijkl
              X-Odd-CASE: v
              Cookie: q=1
              Accept-Encoding: gzip;q=0.5

              """
                  .formatted(server.url().getAuthority()));
    }
  }

  // What the values of a query are is not recorded, as they may be secrets.
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "/v1/models/org%2Fname?a=%20+b&&c=|[x] -> /v1/models/org%2Fname?a=WITHHELD&&c=WITHHELD",
        "//double//slash -> //double//slash",
        "//host/x -> //host/x",
        "/a/../b/./c -> /a/../b/./c",
        "/a/%2e%2E/%41 -> /a/%2e%2E/%41",
        "/a;b=c?q=% -> /a;b=c?q=WITHHELD",
        "/a:b@c!$&()*+,;=~-._/ -> /a:b@c!$&()*+,;=~-._/",
        "/a?= -> /a?=",
        "/a? -> /a?",
        "/a?& -> /a?&",
        "/a?a -> /a?WITHHELD",
        "/a?a= -> /a?a=",
        "/a?==&= -> /a?=WITHHELD&=",
        "/a?b?=/ -> /a?WITHHELD=WITHHELD",
        "/ -> /"
      })
  void aTargetIsForwardedAndRecordedAsItIs(String target, String recorded) throws Exception {
    try (RawServer server =
            new RawServer(c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url().resolve("/base"))) {
      Http http =
          Http.exchange(proxied.url(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(http.status()).isEqualTo(200);
      assertThat(server.heads.get(0)).startsWith("GET /base" + target + " HTTP/1.1\r\n");
      assertThat(proxied.entries().get(0).at("/request/url").asString())
          .isEqualTo(server.url() + "/base" + recorded);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {"/a/b?c=d -> /a/b?c=d", "?x=1 -> /?x=1", "/ -> /", "'' -> /"})
  void theTargetOfACallerThatKnowsItsProxyIsForwardedAsItIs(String rest, String target)
      throws Exception {
    try (RawServer server =
            new RawServer(c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      String host = server.url().getAuthority();
      Http http =
          Http.exchange(
              proxied.url(),
              "GET http://%s%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host, rest, host));
      assertThat(http.status()).isEqualTo(200);
      assertThat(server.heads.get(0)).startsWith("GET " + target + " HTTP/1.1\r\n");
      assertThat(proxied.entries()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//host/x",
        "//",
        "/\u00e9",
        "/\u4f60?\u597d",
        "/a#b",
        "/%zz",
        "*",
        "x",
        "/a\u0001b"
      })
  void aTargetThatCannotBeForwardedAsItIsIsRefused(String target) throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 204 X\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http =
          Http.exchange(proxied.url(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(http.status()).isEqualTo(400);
      assertThat(server.heads).isEmpty();
      assertThat(proxied.entries()).isEmpty();
      assertThat(proxied.proxy.summary().accepted()).isZero();
    }
  }

  /** The server refuses them before it knows for what they ask. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\u0001\u0002\u0003\r\n\r\n"
      })
  void whatIsNoRequestIsCountedAsRefused(String text) throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 204 X\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), text);
      proxied.close();
      assertThat(http.status()).isBetween(400, 505);
      assertThat(proxied.proxy.summary().accepted()).isZero();
      assertThat(proxied.proxy.summary().refused()).isOne();
    }
  }

  @Test
  void refusedTargetsAreCounted() throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 204 X\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      for (String target : List.of("//host/x", "/a#b", "/a", "/\u00e9")) {
        Http.exchange(proxied.url(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      proxied.close();
      assertThat(proxied.proxy.summary().refused()).isEqualTo(3);
      assertThat(proxied.proxy.summary().accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a?", "/a?&", "/?", "/a?stream=true&"})
  void aTargetIsRecordedAsItWasForwarded(String target) throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 204 X\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http.exchange(proxied.url(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(server.heads.get(0)).startsWith("GET " + target + " HTTP/1.1\r\n");
      assertThat(proxied.entries().get(0).at("/request/url").asString())
          .isEqualTo(server.url() + target);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"})
  void anyMethodIsForwarded(String method) throws Exception {
    try (RawServer server =
            new RawServer(
                c ->
                    c.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"
                            + (method.equals("HEAD") ? "" : "twelve bytes")));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http =
          Http.exchange(
              proxied.url(),
              method + " /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      assertThat(http.status()).isEqualTo(200);
      assertThat(Http.header(http.head, "Content-Length")).isEqualTo("12");
      assertThat(http.text()).isEqualTo(method.equals("HEAD") ? "" : "twelve bytes");
      assertThat(server.heads.get(0)).startsWith(method + " /x ");
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void anAnswerWithoutABodyIsForwarded(int status) throws Exception {
    try (RawServer server =
            new RawServer(c -> c.send("HTTP/1.1 " + status + " X\r\nETag: \"1\"\r\n\r\n"));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post("/x", "{}"));
      assertThat(http.status()).isEqualTo(status);
      assertThat(http.head).contains("ETag").doesNotContain("Transfer-Encoding");
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"204,", "304, 5"})
  void aLengthOfABodyThatIsNotThereMisleadsNobody(int status, String forwarded) throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 " + status + " X\r\nContent-Length: 5\r\n\r\n");
                  c.isClosed();
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      for (int i = 0; i < 2; i++) {
        caller.send(Http.post("/x", "{}"));
        caller.read(false);
        assertThat(caller.status()).isEqualTo(status);
        assertThat(Http.header(caller.head, "Content-Length")).isEqualTo(forwarded);
      }
      List<JsonNode> entries = proxied.entries();
      assertThat(entries).hasSize(2);
      assertThat(entries.get(0).at("/response/headers").toString()).contains("Content-Length");
      assertThat(entries.get(0).at("/response/_error").isMissingNode()).isTrue();
    }
  }

  @Test
  void aRedirectIsTheCallersToFollow() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\n");
                  c.send("Content-Length: 0\r\n\r\n");
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post("/x", "{}"));
      assertThat(http.status()).isEqualTo(307);
      assertThat(http.head).contains("Location: http://127.0.0.1:1/");
    }
  }

  @Test
  void aRefusalOfTheProviderIsForwardedAndNotAnswered() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm=\"x\"\r\n");
                  c.send("Content-Length: 0\r\n\r\n");
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post("/x", "{}"));
      assertThat(http.status()).isEqualTo(401);
      assertThat(http.head).contains("WWW-Authenticate: Basic");
      assertThat(server.heads).hasSize(1);
    }
  }

  @Test
  void compressedBytesAreForwardedAsTheyAre() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("{\"object\":\"list\"}".getBytes(StandardCharsets.UTF_8));
    }
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          + "Content-Encoding: gzip\r\nContent-Length: "
                          + gzip.size()
                          + "\r\n\r\n");
                  c.send(gzip.toByteArray());
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http =
          Http.exchange(
              proxied.url(),
              "GET /api/v1/models HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
      assertThat(http.body).isEqualTo(gzip.toByteArray());
      assertThat(http.head).contains("Content-Encoding: gzip");
      assertThat(
              new String(
                  proxied.exchanges().get(0).response().body().bytes(), StandardCharsets.UTF_8))
          .isEqualTo("{\"object\":\"list\"}");
      assertThat(proxied.entries().get(0).at("/response/content/encoding").asString())
          .isEqualTo("base64");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLargeBodyIsForwardedBothWays(boolean isChunked) throws Exception {
    byte[] body = new byte[20 << 20];
    new Random(2).nextBytes(body);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
                  c.send(body);
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(
          "POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + (isChunked
                  ? "Transfer-Encoding: chunked\r\n\r\n"
                  : "Content-Length: " + body.length + "\r\n\r\n"));
      assertThat(Http.head(caller.in)).startsWith("HTTP/1.1 100");
      if (isChunked) {
        caller.send(Integer.toHexString(body.length) + "\r\n");
      }
      caller.send(body);
      if (isChunked) {
        caller.send("\r\n0\r\n\r\n");
      }
      caller.read(false);
      assertThat(caller.body).isEqualTo(body);
      assertThat(server.bodies.get(0)).isEqualTo(body);
      assertThat(server.heads.get(0)).doesNotContain("Expect");
      List<JsonNode> entries = proxied.entries();
      assertThat(proxied.notRecorded).isEmpty();
      assertThat(Proxied.body(entries.get(0).at("/request/postData"))).isEqualTo(body);
    }
  }

  @Test
  void aBodyThatIsTooLongToRecordPasses() throws Exception {
    byte[] piece = new byte[1 << 20];
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: " + 40 * piece.length + "\r\n\r\n");
                  for (int i = 0; i < 40; i++) {
                    c.send(piece);
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post("/x", "{}"));
      assertThat(http.body).hasSize(40 * piece.length);
      assertThat(proxied.entries()).isEmpty();
      assertThat(proxied.notRecorded).hasSize(1).first().asString().contains("longer");
      assertThat(proxied.proxy.summary().notRecorded()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerBeforeTheRequestsEndIsForwarded() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  Http.head(c.in);
                  c.send("HTTP/1.1 413 X\r\nContent-Length: 3\r\n\r\ntoo");
                  c.isClosed();
                },
                false);
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nbegin");
      caller.read(false);
      assertThat(caller.status()).isEqualTo(413);
      assertThat(caller.text()).isEqualTo("too");
    }
  }

  @Test
  void aSlowCallerHoldsTheProviderBack() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    byte[] piece = new byte[1 << 16];
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\n\r\n");
                  for (int i = 0; i < 4000; i++) {
                    c.send(piece);
                    sent.incrementAndGet();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.socket.setReceiveBufferSize(1 << 16);
      caller.send(Http.post("/x", "{}"));
      Http.head(caller.in);
      int before = -1;
      while (sent.get() != before) {
        before = sent.get();
        Thread.sleep(500);
      }
      assertThat(before).isLessThan(1000);
    }
  }

  @Test
  void onlyPathsAreForwarded() throws Exception {
    try (RawServer server = new RawServer(c -> {});
        Proxied proxied = new Proxied(folder, server.url())) {
      assertThat(Http.exchange(proxied.url(), "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n").status())
          .isEqualTo(400);
      assertThat(
              Http.exchange(proxied.url(), "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .status())
          .isEqualTo(400);
      assertThat(server.heads).isEmpty();
    }
  }
}
