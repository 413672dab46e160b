package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which connections to a provider are used again, and that nothing is lost by it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KeptConnectionsTests {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int TRIES = 50;

  /** Longer than a connection rests. */
  private static final int PAUSE_MILLIS = 30;

  // Half of what a connection rests: what a server does later than a connection rests, nobody can
  // foresee.
  private static final long IN_TIME_NANOS = 5_000_000;

  private final AtomicInteger connections = new AtomicInteger();

  /** How much came late, of how much. */
  private final AtomicInteger late = new AtomicInteger();

  private final Semaphore counted = new Semaphore(0);

  @TempDir Path folder;

  /** Serves every request on a connection with this answer. */
  private RawServer serving(String answer) throws Exception {
    return new RawServer(
        c -> {
          connections.incrementAndGet();
          RawServer.kept(each -> each.send(answer)).run(c);
        });
  }

  @Test
  void aConnectionThatRestedIsUsedAgain() throws Exception {
    try (RawServer server = serving(OK);
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
    try (RawServer server =
            new RawServer(
                c -> {
                  connections.incrementAndGet();
                  long started = System.nanoTime();
                  c.send(OK);
                  c.socket.close();
                  count(started);
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      int lost = 0;
      for (int i = 0; i < TRIES; i++) {
        lost += status(proxied) == 200 ? 0 : 1;
      }
      counted.acquire(connections.get());
      assertThat(lost).isLessThanOrEqualTo(late.get());
      assertThat(proxied.exchanges()).hasSize(TRIES);
      assertThat(proxied.exchanges().stream().filter(e -> e.broken() != null)).hasSize(lost);
    }
  }

  /** It had closed nothing when the request was sent, and may not get it twice. */
  @Test
  void whereAConnectionIsLostNoneIsUsedAgain() throws Exception {
    CyclicBarrier bothCame = new CyclicBarrier(2);
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try (RawServer server =
            new RawServer(
                c -> {
                  connections.incrementAndGet();
                  if (c.number == 1) {
                    bothCame.await(5, TimeUnit.MINUTES);
                  }
                  c.send(OK);
                  c.readRequest();
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      // Two are kept, of which one is lost.
      Callable<Integer> call = () -> status(proxied, "X-Number: 1");
      for (Future<Integer> status : callers.invokeAll(List.of(call, call))) {
        assertThat(status.get()).isEqualTo(200);
      }
      int lost = 0;
      for (int tries = 0; lost == 0 && tries < 1000; tries++) {
        Thread.sleep(PAUSE_MILLIS);
        lost += status(proxied) == 200 ? 0 : 1;
      }
      int before = connections.get();
      for (int i = 0; i < TRIES; i++) {
        assertThat(status(proxied)).isEqualTo(200);
        Thread.sleep(PAUSE_MILLIS);
      }
      assertThat(lost).isOne();
      assertThat(connections.get()).isEqualTo(before + TRIES);
    } finally {
      callers.shutdownNow();
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
      try (RawServer server = serving(answer);
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
    AtomicInteger answers = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                c -> {
                  while (true) {
                    int i = answers.getAndIncrement();
                    long started = System.nanoTime();
                    if (i % 2 == 0) {
                      c.send(OK);
                      Thread.sleep(i % 3);
                      c.send(behind);
                    } else {
                      c.send(OK + behind);
                    }
                    if (!count(started)) {
                      return;
                    }
                    c.readRequest();
                  }
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      int wrong = 0;
      for (int i = 0; i < 4 * TRIES; i++) {
        String text = Http.exchange(proxied.url(), Http.post("/x", "{}")).text();
        wrong += text.equals("ok") ? 0 : 1;
        Thread.sleep(i % 25);
      }
      counted.acquire(answers.get());
      assertThat(wrong).isLessThanOrEqualTo(late.get());
    }
  }

  /** Counts what a server did if that came late; whether it came in time. */
  private boolean count(long startedNanos) {
    boolean isInTime = System.nanoTime() - startedNanos < IN_TIME_NANOS;
    late.addAndGet(isInTime ? 0 : 1);
    counted.release();
    return isInTime;
  }

  private static void exchange(Proxied proxied) throws Exception {
    assertThat(Http.exchange(proxied.url(), Http.post("/x", "{}")).text()).isEqualTo("ok");
  }

  private static int status(Proxied proxied, String... headers) throws Exception {
    return Http.exchange(proxied.url(), Http.post("/x", "{}", headers)).status();
  }
}
