package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.server.proxy.RecordingProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * The emulator, and the proxy before it, as they meet any bytes: an answer of HTTP or the end of
 * the connection, never a failure of their own, and the next caller is served.
 */
public final class ServersTarget {
  private static final int PATIENCE = 120_000;
  private static final Emulator EMULATOR = Emulator.start();
  private static final RecordingProxy PROXY = proxy();
  private static final String[] PATHS = {
    "/maas/v1/chat/completions",
    "/intern/api/v1/models",
    "/azion/v1/chat/completions",
    "/",
    "//",
    "/maas/%zz"
  };
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,\"tools\":"
          + "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\","
          + "\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[\"b\"]}},\"required\":[\"a\"]}}}]}";

  private ServersTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draws data = new Draws(input);
    int port = data.yes() ? EMULATOR.port() : URI.create(PROXY.url()).getPort();
    byte[] request = request(port, data);
    String answer = exchange(port, request);
    if (!answer.isEmpty() && !answer.startsWith("HTTP/1.1 ")) {
      throw new AssertionError("no answer of HTTP: " + answer);
    }
    if (answer.startsWith("HTTP/1.1 500")) {
      throw new AssertionError(
          "the server failed on%n%s%n%s"
              .formatted(new String(request, StandardCharsets.ISO_8859_1), answer));
    }
  }

  private static byte[] request(int port, Draws data) {
    if (data.number(0, 3) == 0) {
      return data.rest();
    }
    Mutations mutations = new Mutations(data);
    String path = data.one(PATHS);
    byte[] body = mutations.json(BODY).getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
                .formatted(path, port, EMULATOR.token())
            + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length);
    byte[] bytes =
        (data.number(0, 4) == 0 ? mutations.bytes(head) : head).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static String exchange(int port, byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      in.transferTo(answer);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "no end of the answer to " + new String(request, StandardCharsets.ISO_8859_1), e);
    } catch (SocketException closed) {
      // It may close the connection at any time.
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  private static RecordingProxy proxy() {
    try {
      return RecordingProxy.builder(
              "maas",
              URI.create(EMULATOR.url("maas")),
              Files.createTempDirectory("concordat-fuzz").resolve("recorded.jsonl"))
          .start();
    } catch (RecordingException | IOException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
