package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which connections to a provider are used again, and that nothing is lost by it. */
final class KeptConnectionsTests {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int TRIES = 50;

  /** Longer than a connection rests. */
  private static final int PAUSE_MILLIS = 30;

  // Half of what a connection rests.
  private static final long IN_TIME_NANOS = 5_000_000;

  private final AtomicInteger connections = new AtomicInteger();

  @TempDir Path folder;

  /** Serves every request on a connection with this answer, as often as it may. */
  private RawServer serving(String answer, int times) throws Exception {
    return new RawServer(
        c -> {
          connections.incrementAndGet();
          c.send(answer);
          for (int served = 1; served < times; served++) {
            c.readRequest();
            c.send(answer);
          }
          if (times == Integer.MAX_VALUE) {
            c.isClosed();
          }
        });
  }

  @Test
  void aConnectionThatRestedIsUsedAgain() throws Exception {
    try (RawServer server = serving(OK, Integer.MAX_VALUE);
        Proxied proxied = new Proxied(folder, server.url())) {
      int sent = 0;
      // Until one was used twice: a busy machine may take longer than one is kept.
      while (connections.get() == sent && sent < 1000) {
        exchange(proxied);
        sent++;
      }
      assertThat(server.heads).hasSize(sent);
      assertThat(connections.get()).isLessThan(sent);
      assertThat(proxied.exchanges()).hasSize(sent).allMatch(e -> e.broken() == null);
    }
  }

  /** Many small servers say nothing of it. */
  @Test
  void aServerThatClosesAfterEachResponseLosesNoRequest() throws Exception {
    try (RawServer server = serving(OK, 1);
        Proxied proxied = new Proxied(folder, server.url())) {
      for (int i = 0; i < TRIES; i++) {
        exchange(proxied);
      }
      assertThat(proxied.exchanges()).hasSize(TRIES).allMatch(e -> e.broken() == null);
    }
  }

  /** It had closed nothing when the request was sent, and may not get it twice. */
  @Test
  void whereAConnectionIsLostNoneIsUsedAgain() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  connections.incrementAndGet();
                  c.send(OK);
                  c.readRequest();
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      int lost = 0;
      for (int tries = 0; lost == 0 && tries < 1000; tries++) {
        Thread.sleep(PAUSE_MILLIS);
        lost += status(proxied) == 200 ? 0 : 1;
      }
      int before = connections.get();
      for (int i = 0; i < TRIES; i++) {
        Thread.sleep(PAUSE_MILLIS);
        assertThat(status(proxied)).isEqualTo(200);
      }
      assertThat(lost).isOne();
      assertThat(connections.get()).isEqualTo(before + TRIES);
    }
  }

  /** What a response ends with is in doubt, so that the next one might begin anywhere. */
  @Test
  void aConnectionIsNotUsedAgainAfterAResponseThatHasNoClearEnd() throws Exception {
    for (String answer :
        new String[] {
          "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
          "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nok",
          "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        }) {
      connections.set(0);
      try (RawServer server = serving(answer, Integer.MAX_VALUE);
          Proxied proxied = new Proxied(folder, server.url())) {
        for (int i = 0; i < 3; i++) {
          Http.exchange(proxied.url(), Http.post("/x", "{}"));
          Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(connections.get()).as(answer).isEqualTo(3);
      }
    }
  }

  @Test
  void aConnectionOnWhichSomethingCameWhileItRestedIsNotUsedAgain() throws Exception {
    Semaphore sent = new Semaphore(0);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send(OK);
                  Thread.sleep(PAUSE_MILLIS);
                  c.send("HT");
                  sent.release();
                  c.readRequest();
                  c.send(OK);
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      for (int i = 0; i < 5; i++) {
        exchange(proxied);
        assertThat(sent.tryAcquire(5, TimeUnit.MINUTES)).isTrue();
        Thread.sleep(PAUSE_MILLIS);
      }
      assertThat(proxied.exchanges()).hasSize(5).allMatch(e -> e.broken() == null);
    }
  }

  @Test
  void whatComesBehindAResponseIsNotTheNextOne() throws Exception {
    String behind = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
    try (RawServer server =
            new RawServer(
                c -> {
                  for (int i = 0; ; i++) {
                    long started = System.nanoTime();
                    c.send(i % 2 == 0 ? OK : OK + behind);
                    Thread.sleep(i % 3);
                    // Later than a connection rests, nobody could tell it from the next response.
                    boolean isInTime = System.nanoTime() - started < IN_TIME_NANOS;
                    c.send(i % 2 == 0 && isInTime ? behind : "");
                    c.readRequest();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      for (int i = 0; i < 4 * TRIES; i++) {
        exchange(proxied);
        Thread.sleep(i % 25);
      }
    }
  }

  private static void exchange(Proxied proxied) throws Exception {
    assertThat(Http.exchange(proxied.url(), Http.post("/x", "{}")).text()).isEqualTo("ok");
  }

  private static int status(Proxied proxied) throws Exception {
    return Http.exchange(proxied.url(), Http.post("/x", "{}")).status();
  }
}
