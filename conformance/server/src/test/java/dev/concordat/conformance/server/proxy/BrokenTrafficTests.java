package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class BrokenTrafficTests {
  private static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir Path folder;

  @Test
  void aProviderThatRefusesTheConnectionIsA502() throws Exception {
    // Bound, so that nobody else takes it, and not listened on.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI url = URI.create("http://127.0.0.1:" + taken.getLocalPort());
      try (Proxied proxied = new Proxied(folder, url)) {
        Http http = Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
        assertThat(http.status()).isEqualTo(502);
        assertThat(http.head).contains("application/json");
        assertThat(http.text()).contains("\"type\":\"concordat_proxy\"").contains("refused");
        assertThat(proxied.exchanges().get(0).broken()).contains("refused");
        assertThat(proxied.passed.get(0).status()).isZero();
        // That none came is one finding, which says why.
        assertThat(proxied.passed.get(0).rules())
            .contains("response.absent")
            .doesNotContain("response.broken");
      }
    }
  }

  @Test
  void aProviderThatIsSilentIsA502() throws Exception {
    try (RawServer server = new RawServer(c -> c.isClosed());
        Proxied proxied =
            new Proxied(folder, server.url(), b -> b.timeout(Duration.ofMillis(500)))) {
      Http http = Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      assertThat(http.status()).isEqualTo(502);
      assertThat(http.text()).contains("in time");
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"})
  void aProviderThatAnswersNoHttpIsA502(String answer) throws Exception {
    try (RawServer server = new RawServer(c -> c.send(answer));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      assertThat(http.status()).isEqualTo(502);
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @Test
  void aProviderThatChangesTheProtocolUnaskedIsA502() throws Exception {
    String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n";
    try (RawServer server = new RawServer(c -> c.send(answer));
        Proxied proxied = new Proxied(folder, server.url())) {
      Http http = Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      assertThat(http.status()).isEqualTo(502);
      assertThat(http.text()).contains("a change of protocol that nobody asked for");
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Content-Length: 9\r\n\r\nhello"
      })
  void anAnswerThatIsCutIsCutForTheCallerToo(String answer) throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 200 OK\r\n" + answer));
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{}"));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.read(false));
      assertThat(proxied.exchanges().get(0).broken()).isNotNull();
      assertThat(proxied.exchanges().get(0).response().body().bytes())
          .asString()
          .isEqualTo("hello");
      assertThat(proxied.passed.get(0).rules()).contains("response.broken");
    }
  }

  @Test
  void aCutStreamIsNoWholeOneForACallerThatTakesTheClosedConnectionForItsEnd() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(STREAM_HEAD);
                  c.chunk("data: {}\n\n");
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{\"stream\":true}"));
      Http.head(caller.in);
      assertThat(new String(caller.in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualToIgnoringCase("A\r\ndata: {}\n\n\r\nthe answer broke off\r\n");
      assertThat(proxied.exchanges().get(0).response().body().bytes())
          .asString()
          .isEqualTo("data: {}\n\n");
    }
  }

  @Test
  void aCallerThatLeavesWhileTheProviderIsSilentClosesTheProvidersConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  begun.countDown();
                  if (c.isClosed()) {
                    closed.countDown();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      try (Http caller = new Http(proxied.url())) {
        caller.send(Http.post(Proxied.CHAT, "{}"));
        assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      }
      assertThat(closed.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(proxied.exchanges().get(0).isAbandoned()).isTrue();
    }
  }

  @Test
  void aCallerThatLeavesInMidStreamClosesTheProvidersConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(STREAM_HEAD);
                  c.chunk("data: {}\n\n");
                  if (c.isClosed()) {
                    closed.countDown();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      try (Http caller = new Http(proxied.url())) {
        caller.send(Http.post(Proxied.CHAT, "{\"stream\":true}"));
        Http.head(caller.in);
        assertThat(caller.some()).contains("data: {}");
      }
      assertThat(closed.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(proxied.exchanges().get(0).isAbandoned()).isTrue();
      assertThat(proxied.passed.get(0).broken()).contains("caller");
      assertThat(proxied.passed.get(0).rules())
          .contains("response.broken")
          .doesNotContain("stream.terminator");
    }
  }

  @Test
  void aCallerThatLeavesBeforeAnythingOfAnAnnouncedBodyIsRecorded() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
                  c.send("Content-Length: 221\r\n\r\n");
                  if (c.isClosed()) {
                    closed.countDown();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      try (Http caller = new Http(proxied.url())) {
        caller.send(Http.post(Proxied.CHAT, "{}"));
        assertThat(Http.head(caller.in)).contains("Content-Length: 221");
      }
      assertThat(closed.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(proxied.exchanges()).hasSize(1);
      assertThat(proxied.exchanges().get(0).isAbandoned()).isTrue();
    }
  }

  @Test
  void aCallerThatLeavesDuringItsUploadClosesTheProvidersConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                c -> {
                  Http.head(c.in);
                  c.in.readNBytes(5);
                  begun.countDown();
                  if (c.isClosed()) {
                    closed.countDown();
                  }
                },
                false);
        Proxied proxied = new Proxied(folder, server.url())) {
      try (Http caller = new Http(proxied.url())) {
        caller.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nbegin");
        assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      }
      assertThat(closed.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(proxied.exchanges()).hasSize(1);
    }
  }

  @Test
  void whatIsUnderWayIsBrokenOffAndRecordedWhenTheProxyStops() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(STREAM_HEAD);
                  c.chunk("data: {}\n\n");
                  c.isClosed();
                });
        Proxied proxied = new Proxied(folder, server.url());
        Http caller = new Http(proxied.url())) {
      caller.send(Http.post(Proxied.CHAT, "{\"stream\":true}"));
      Http.head(caller.in);
      caller.some();
      assertThat(proxied.exchanges().get(0).broken()).contains("stopped");
    }
  }
}
