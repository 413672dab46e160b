package dev.concordat.conformance.server.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made for a caller is made as long as it is there. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LeavingCallersTests {
  // As much as is made for one request: 8 * 128 choices.
  private static final String PROMPTS = "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"]";
  private static final int CHOICES = 1_024;

  private enum Way {
    CLOSES,
    RESETS
  }

  /** Tells when the making of an answer begins, and holds it up there. */
  private static final class Gate extends Clock {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public Instant instant() {
      begun.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSES, true", "RESETS, true", "CLOSES, false", "RESETS, false"})
  void nothingMoreIsMadeForACallerThatLeft(Way way, boolean isStream) throws Exception {
    Gate gate = new Gate();
    try (Emulator emulator = Emulator.builder().provider("maas").clock(gate).start()) {
      Socket caller = ask(emulator, isStream, "");
      gate.begun.await();
      leave(caller, way);
      await(() -> emulator.work().left() == 1);
      gate.open.countDown();
      await(() -> !isAtWork());

      assertThat(emulator.work().made()).isZero();
      try (Socket next = ask(emulator, isStream, "")) {
        assertThat(next.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallerThatStaysGetsEverything(boolean isStream) throws Exception {
    Gate gate = new Gate();
    try (Emulator emulator = Emulator.builder().provider("maas").clock(gate).start();
        Socket caller = ask(emulator, isStream, "")) {
      gate.begun.await();
      gate.open.countDown();
      String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"index\":" + (CHOICES - 1));
      assertThat(answer.split("\"finish_reason\":\"", -1)).hasSize(CHOICES + 1);
      assertThat(answer).endsWith(isStream ? "data: [DONE]\n\n\r\n0\r\n\r\n" : "}");
      assertThat(emulator.work().made()).isGreaterThanOrEqualTo(isStream ? 3 * CHOICES : CHOICES);
      assertThat(emulator.work().left()).isZero();
    }
  }

  @Test
  void aCallerThatOnlySaysThatItSendsNothingMoreGetsEverything() throws Exception {
    Gate gate = new Gate();
    try (Emulator emulator = Emulator.builder().provider("maas").clock(gate).start();
        Socket caller = ask(emulator, false, "")) {
      caller.shutdownOutput();
      gate.begun.await();
      String interim = new String(caller.getInputStream().readNBytes(23), StandardCharsets.UTF_8);
      gate.open.countDown();
      String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(interim).startsWith("HTTP/1.1 102");
      assertThat(answer.split("\"finish_reason\":\"", -1)).hasSize(CHOICES + 1);
      assertThat(emulator.work().left()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallerThatIsLateToSaySoGetsEverything(boolean isStream) throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").start();
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
      send(caller, emulator, body("\"Hi\"", 4, isStream), "drip=10");
      String begun = new String(caller.getInputStream().readNBytes(20), StandardCharsets.UTF_8);
      caller.shutdownOutput();
      String rest = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(begun).startsWith("HTTP/1.1 200");
      String whole = rest.replaceAll("\r\n[0-9A-F]+\r\n", "");
      assertThat(whole.split("\"finish_reason\":\"", -1)).hasSize(4 + 1);
      assertThat(rest.strip()).endsWith(isStream ? "\r\n0" : "}");
      assertThat(emulator.work().left()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSES, ''", "RESETS, ''", "CLOSES, drip=1", "RESETS, drip=1"})
  void eventsAreMadeAsTheyAreTaken(Way way, String fault) throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").start()) {
      Socket caller = new Socket();
      caller.setReceiveBufferSize(4_096);
      caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), emulator.port()));
      // About 100,000 events, of more bytes than the buffers of a connection hold.
      String words = "\"%s\"".formatted("a ".repeat(770));
      send(caller, emulator, body("[" + words + "]", 128, true), fault);
      assertThat(caller.getInputStream().readNBytes(500)).hasSize(500);
      leave(caller, way);
      await(() -> emulator.work().left() == 1 && !isAtWork());

      assertThat(emulator.work().made()).isBetween(128L, 60_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSES, latency=9999999",
    "RESETS, latency=9999999",
    "CLOSES, drip=9999999",
    "RESETS, drip=9999999"
  })
  void noThreadWaitsForACallerThatLeft(Way way, String fault) throws Exception {
    try (Emulator emulator = Emulator.builder().provider("maas").start()) {
      Socket caller = ask(emulator, false, fault);
      await(LeavingCallersTests::isPausing);
      leave(caller, way);
      await(() -> !isAtWork());

      assertThat(emulator.work().left()).isOne();
    }
  }

  private static Socket ask(Emulator emulator, boolean isStream, String fault) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port());
    send(socket, emulator, body(PROMPTS, 128, isStream), fault);
    return socket;
  }

  private static String body(String prompts, int n, boolean isStream) {
    return "{\"model\": \"m\", \"n\": %d, \"stream\": %b, \"prompt\": %s}"
        .formatted(n, isStream, prompts);
  }

  private static void send(Socket socket, Emulator emulator, String body, String fault)
      throws IOException {
    socket.setSoTimeout(300_000);
    String request =
        """
        POST /maas/v1/completions HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        X-Concordat-Fault: %s\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s\
        """
            .formatted(emulator.token(), fault, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static void leave(Socket caller, Way way) throws IOException {
    if (way == Way.RESETS) {
      caller.setSoLinger(true, 0);
    }
    caller.close();
  }

  private static boolean isAtWork() {
    return isIn("EmulatorHandler", "handle");
  }

  private static boolean isPausing() {
    return isIn("Making", "pause");
  }

  private static boolean isIn(String name, String method) {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(
            frame ->
                frame.getClassName().endsWith("." + name) && frame.getMethodName().equals(method));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }
}
