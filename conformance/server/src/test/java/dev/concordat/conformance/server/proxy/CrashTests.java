package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.recording.RecordingWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CrashTests {
  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aKillLosesTheExchangeUnderWayAndNoOther() throws Exception {
    Path file = folder.resolve("out.jsonl");
    try (RawServer server =
        new RawServer(
            c -> {
              c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n");
              if (c.number == 1) {
                c.isClosed();
              }
            })) {
      try (Fork fork = new Fork(server.url(), file)) {
        for (int i = 0; i < 3; i++) {
          Http.exchange(fork.url, Http.post(Proxied.CHAT, "{}"));
        }
        try (Http caller = new Http(fork.url)) {
          caller.send(Http.post(Proxied.CHAT, "{}", "X-Number: 1"));
          Http.head(caller.in);
          fork.process.destroyForcibly();
          assertThat(fork.process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        }
      }
      assertThat(exchanges(file)).isEqualTo(3);
      // What a crash in the middle of a write leaves.
      Files.writeString(file, Files.readString(file) + Files.readString(file).substring(0, 200));
      try (Proxied proxied = new Proxied(folder, server.url())) {
        assertThat(proxied.proxy.moved()).isEqualTo(folder.resolve("out.jsonl.unfinished"));
        Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      }
      assertThat(exchanges(file)).isEqualTo(4);
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aRecordingThatIsContinuedIsOfOneRecorderAlone() throws Exception {
    Path file = folder.resolve("out.jsonl");
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 204 No Content\r\n\r\n"))) {
      try (Proxied proxied = new Proxied(folder, server.url())) {
        Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      }
      try (Fork fork = new Fork(server.url(), file)) {
        assertThat(fork.url).startsWith("http:");
        assertThatExceptionOfType(RecordingException.class)
            .isThrownBy(() -> RecordingWriter.open(file))
            .withMessageContaining("another recorder");
      }
    }
  }

  /** A file that may grow no further is to a program what a full disk is. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whereTheDiskIsFullCallersAreServedAndTheRecordingStaysWhole() throws Exception {
    Path file = folder.resolve("out.jsonl");
    String body = "{\"text\":\"" + "x".repeat(8000) + "\"}";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    List<String> limited = List.of("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh");
    try (RawServer server = new RawServer(RawServer.kept(c -> c.send(answer)));
        Fork fork = new Fork(limited, server.url(), file, "-XX:-UsePerfData")) {
      for (int i = 0; i < 20; i++) {
        assertThat(Http.exchange(fork.url, Http.post(Proxied.CHAT, body)).text()).isEqualTo("ok");
      }
      int before = exchanges(file);
      assertThat(before).isBetween(1, 19);
      assertThat(Files.readString(file)).endsWith("\n");

      // A smaller one still has room.
      Http.exchange(fork.url, Http.post(Proxied.CHAT, "{}"));
      fork.stop();
      assertThat(fork.process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(exchanges(file)).isEqualTo(before + 1);
      assertThat(Files.readString(fork.output).split("cannot be written", -1))
          .hasSize(20 - before + 1);
    }
  }

  private static int exchanges(Path file) throws Exception {
    int count = 0;
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        assertThat(entry).isInstanceOf(RecordingReader.Read.class);
        count++;
      }
    }
    return count;
  }
}
