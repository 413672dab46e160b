package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.recording.RecordingReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy that is killed under load, and continued, as often as the property {@code
 * concordat.kill.rounds} says.
 */
final class KillTests {
  private static final int ROUNDS = Integer.getInteger("concordat.kill.rounds", 2);
  private static final int CALLERS = 8;

  @TempDir Path folder;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void noExchangeThatACallerSawTheEndOfIsLost() throws Exception {
    Path file = folder.resolve("out.jsonl");
    Set<Integer> whole = ConcurrentHashMap.newKeySet();
    AtomicInteger next = new AtomicInteger();
    try (RawServer server =
        new RawServer(
            c -> {
              if (c.number % 2 == 0) {
                c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              } else {
                c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                c.chunk("ok");
                c.send("0\r\n\r\n");
              }
            })) {
      for (int round = 0; round < ROUNDS; round++) {
        // Right after the start, and then later each time.
        CountDownLatch killAfter = new CountDownLatch(1 + 40 * (round % 10));
        AtomicBoolean isKilled = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        try (Fork fork = new Fork(server.url(), file)) {
          for (int i = 0; i < CALLERS; i++) {
            Thread caller =
                new Thread(
                    () -> {
                      while (!isKilled.get() && fork.process.isAlive()) {
                        call(fork.url, next.incrementAndGet(), whole, killAfter);
                      }
                    });
            callers.add(caller);
            caller.start();
          }
          assertThat(killAfter.await(10, TimeUnit.MINUTES)).isTrue();
          fork.process.destroyForcibly();
          assertThat(fork.process.waitFor(5, TimeUnit.MINUTES)).isTrue();
          isKilled.set(true);
          for (Thread caller : callers) {
            caller.join();
          }
        }
      }
      // Whoever continues the recording mends what the last kill may have left.
      new Proxied(folder, server.url()).close();
    }
    assertThat(whole).isNotEmpty();
    assertThat(recorded(file)).containsAll(whole);
    System.out.printf(
        "%d times killed: %d exchanges were complete, all are recorded%n", ROUNDS, whole.size());
  }

  private static void call(String url, int number, Set<Integer> whole, CountDownLatch killAfter) {
    try (Http http = new Http(url)) {
      for (int i = 0; i < 3; i++) {
        int id = 3 * number + i;
        http.send(Http.post("/x", "{\"seed\":" + id + "}", "X-Number: " + id));
        http.read(false);
        if (http.text().equals("ok")) {
          whole.add(id);
          killAfter.countDown();
        }
      }
    } catch (Exception e) {
      // It was killed before the end.
    }
  }

  private static Set<Integer> recorded(Path file) throws Exception {
    Set<Integer> ids = ConcurrentHashMap.newKeySet();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        assertThat(entry).isInstanceOf(RecordingReader.Read.class);
        byte[] body = ((RecordingReader.Read) entry).exchange().request().body().bytes();
        String digits = new String(body, StandardCharsets.UTF_8).replaceAll("\\D", "");
        ids.add(Integer.parseInt(digits));
      }
    }
    assertThat(Files.readString(file)).endsWith("\n");
    return ids;
  }
}
