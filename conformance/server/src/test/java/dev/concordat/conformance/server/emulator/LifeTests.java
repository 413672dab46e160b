package dev.concordat.conformance.server.emulator;

import static dev.concordat.conformance.server.emulator.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifeTests {
  @Test
  void closeBreaksOffWhatIsUnderWay() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").fault("drip=1000").start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
      socket.setSoTimeout(300_000);
      String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
      String request =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                  .formatted(emulator.token())
              + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(100)).hasSize(100);

      emulator.close();

      assertThat(rest(in)).doesNotContain("finish_reason");
    }
  }

  private static String rest(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void manyStreamsAreServedAtOnce() throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").start()) {
      List<CompletableFuture<Exchange>> streams = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(200);
      for (int i = 0; i < 200; i++) {
        streams.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return new Caller(emulator, "maas").anyStream(Emulator.FAULT_HEADER, "drip=1");
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      String first = text(streams.get(0).get(5, TimeUnit.MINUTES));
      for (CompletableFuture<Exchange> stream : streams) {
        assertThat(text(stream.get(5, TimeUnit.MINUTES)).replaceAll("\"created\":\\d+", ""))
            .isEqualTo(first.replaceAll("\"created\":\\d+", ""));
      }
      threads.shutdownNow();
    }
  }
}
