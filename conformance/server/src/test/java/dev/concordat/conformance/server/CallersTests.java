package dev.concordat.conformance.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.server.proxy.RecordingProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a page in a browser can use neither the emulator nor the proxy. */
final class CallersTests {
  private static final String PATH = "/intern/api/v1/models";
  private static final String PAGE = "https://page.example:8443";

  @TempDir Path folder;
  private Emulator emulator;
  private HttpServer provider;
  private RecordingProxy proxy;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.builder().allowHost("emulator.example").allowOrigin(PAGE).start();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    provider.start();
    file = folder.resolve("out.jsonl");
    proxy =
        RecordingProxy.builder(
                "intern", URI.create("http://127.0.0.1:" + provider.getAddress().getPort()), file)
            .allowHost("emulator.example")
            .allowOrigin(PAGE)
            .start();
  }

  @AfterEach
  void stop() {
    proxy.close();
    provider.stop(0);
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: 127.0.0.1:PORT | 200",
        "Host: localhost | 200",
        "Host: LOCALHOST.:1 | 200",
        "Host: app.localhost | 200",
        "Host: 127.8.9.1 | 200",
        "Host: [::1]:80 | 200",
        "Host: emulator.example:PORT | 200",
        "Host: evil.example | 403",
        "Host: evil.example:PORT | 403",
        "Host: 127.0.0.1.evil.example | 403",
        "Host: localhost.evil.example | 403",
        "Host: 10.1.2.3 | 403",
        "Host: 2130706433 | 403",
        "Host: localhost;Origin: http://localhost | 200",
        "Host: localhost;Origin: http://localhost:3000 | 403",
        "Host: localhost;Origin: https://localhost | 403",
        "Host: localhost;Origin: null | 403",
        "Host: localhost;Origin: http://evil.example | 403",
        "Host: localhost;Origin: https://page.example:8443 | 200",
        "Host: localhost;Origin: https://page.example | 403",
        "Host: evil.example;Origin: https://page.example:8443 | 403",
        "Host: localhost;Sec-Fetch-Site: cross-site | 403",
        "Host: localhost;Sec-Fetch-Site: same-site | 403",
        "Host: localhost;Sec-Fetch-Site: none | 200",
        "Host: localhost;Sec-Fetch-Site: same-origin | 200"
      })
  void whoCallsMaySayWhoItIs(String headers, int status) throws Exception {
    assertThat(get(emulator.port(), headers)).startsWith("HTTP/1.1 " + status);
    assertThat(get(port(), headers)).startsWith("HTTP/1.1 " + status);
    proxy.close();
    assertThat(Files.readAllLines(file)).hasSize(status == 200 ? 1 : 0);
    assertThat(proxy.summary().accepted()).isEqualTo(status == 200 ? 1 : 0);
    assertThat(proxy.summary().refused()).isEqualTo(status == 403 ? 1 : 0);
  }

  @Test
  void aPageThatWasLetInMayReadTheAnswer() throws Exception {
    for (int port : new int[] {emulator.port(), port()}) {
      String answer = get(port, "Host: localhost;Origin: " + PAGE).toLowerCase(Locale.ROOT);
      assertThat(answer)
          .contains("access-control-allow-origin: " + PAGE)
          .contains("access-control-expose-headers: *")
          .contains("vary: origin");
      assertThat(answer.split("access-control-allow-origin", -1)).hasSize(2);
    }
    assertThat(get(emulator.port(), "Host: localhost"))
        .doesNotContainIgnoringCase("access-control");
    assertThat(get(port(), "Host: localhost"))
        .containsIgnoringCase("access-control-allow-origin: *");
  }

  @Test
  void thePreflightOfAPageThatWasLetInIsAnsweredAndNotForwarded() throws Exception {
    String asks =
        "Host: localhost;Access-Control-Request-Method: POST;"
            + "Access-Control-Request-Headers: authorization, content-type;Origin: ";
    for (int port : new int[] {emulator.port(), port()}) {
      String answer = call(port, "OPTIONS " + PATH, asks + PAGE).toLowerCase(Locale.ROOT);
      assertThat(answer)
          .startsWith("http/1.1 204")
          .contains("access-control-allow-origin: " + PAGE)
          .contains("access-control-allow-methods: post")
          .contains("access-control-allow-headers: authorization, content-type");
      assertThat(call(port, "OPTIONS " + PATH, asks + "https://evil.example"))
          .startsWith("HTTP/1.1 403");
    }
    assertThat(proxy.summary().accepted()).isZero();
  }

  @Test
  void aCallerThatKnowsItsProxyNamesAnyHost() throws Exception {
    String target = "GET http://chat.intern-ai.org.cn" + PATH;
    assertThat(call(port(), target, "Host: chat.intern-ai.org.cn")).startsWith("HTTP/1.1 200");
    assertThat(call(emulator.port(), target, "Host: chat.intern-ai.org.cn"))
        .startsWith("HTTP/1.1 403");
    assertThat(call(port(), target, "Host: chat.intern-ai.org.cn;Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "null", "page.example", "https://page.example/", "https://a b"})
  void whatIsNoOriginIsSaid(String origin) {
    assertThatIllegalArgumentException().isThrownBy(() -> Emulator.builder().allowOrigin(origin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://host", "a/b", "a b"})
  void whatIsNoHostIsSaid(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> Emulator.builder().allowHost(host));
  }

  private int port() {
    return URI.create(proxy.url()).getPort();
  }

  private static String get(int port, String headers) throws IOException {
    return call(port, "GET " + PATH, headers);
  }

  private static String call(int port, String line, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(300_000);
      String request =
          "%s HTTP/1.1\r\n%s\r\nAuthorization: Bearer concordat-test-token\r\nConnection: close\r\n\r\n"
              .formatted(line, headers.replace("PORT", "" + port).replace(";", "\r\n"));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
