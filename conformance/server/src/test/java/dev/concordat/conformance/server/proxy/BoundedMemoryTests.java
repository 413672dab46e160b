package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy with little memory, in a program of its own. */
final class BoundedMemoryTests {
  private static final int STREAMS = 200;
  private static final int MEGABYTES = 8;

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void twoHundredLongStreamsPassThroughAHundredMegabytes() throws Exception {
    byte[] piece =
        ("data: {\"x\":\"" + "y".repeat(1000) + "\"}\n\n")
            .repeat(64)
            .getBytes(StandardCharsets.UTF_8);
    int pieces = (MEGABYTES << 20) / piece.length;
    ExecutorService callers = Executors.newFixedThreadPool(STREAMS);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  for (int i = 0; i < pieces; i++) {
                    c.send(piece);
                  }
                });
        Fork fork = new Fork(server.url(), folder.resolve("out.jsonl"), "-Xmx100m")) {
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        calls.add(() -> read(fork.url, piece));
      }
      for (Future<Long> answer : callers.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo((long) pieces * piece.length);
      }
      fork.stop();
      assertThat(fork.process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(fork.output);
      assertThat(said).doesNotContain("OutOfMemory").contains("is recorded");
    } finally {
      callers.shutdownNow();
    }
  }

  private static long read(String url, byte[] piece) throws Exception {
    try (Http http = new Http(url)) {
      http.send(Http.post("/x", "{}"));
      String head = Http.head(http.in);
      assertThat(head).contains("chunked");
      return Http.countChunked(http.in, new Repeated(piece));
    }
  }

  /** Compares what is written to it with a text that repeats itself. */
  static final class Repeated {
    private final byte[] piece;
    private int at;

    Repeated(byte[] piece) {
      this.piece = piece;
    }

    void take(InputStream in, int count) throws Exception {
      byte[] bytes = in.readNBytes(count);
      assertThat(bytes).hasSize(count);
      for (byte next : bytes) {
        if (next != piece[at]) {
          throw new AssertionError("another byte");
        }
        at = (at + 1) % piece.length;
      }
    }
  }
}
