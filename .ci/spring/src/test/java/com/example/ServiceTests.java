package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The types go through a controller as they came over the wire, what no contract knows included.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ServiceTests {
  private static final String ASKED =
      "{\"model\":\"internlm3-latest\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
          + "\"its_own\":9007199254740993}";
  private static final String ANSWERED =
      "{\"id\":\"1\",\"model\":\"m\",\"created\":1,\"choices\":"
          + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}],\"cost\":1.10}";
  private static final String EVENT =
      "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";

  private static final AtomicReference<String> received = new AtomicReference<>();
  private static HttpServer provider;

  @Autowired private TestRestTemplate http;

  @DynamicPropertySource
  static void startProvider(DynamicPropertyRegistry properties) throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.set(body);
          boolean isStream = body.contains("\"stream\":true");
          String answer =
              isStream
                  ? EVENT.formatted("hel", "null")
                      + EVENT.formatted("lo", "\"stop\"")
                      + "data: [DONE]\n\n"
                  : ANSWERED;
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", isStream ? "text/event-stream" : "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    provider.start();
    properties.add("intern.url", () -> "http://localhost:" + provider.getAddress().getPort());
  }

  @AfterAll
  static void stopProvider() {
    provider.stop(0);
  }

  private ResponseEntity<String> post(String path) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.postForEntity(path, new HttpEntity<>(ASKED, headers), String.class);
  }

  @Test
  void requestAndAnswerGoThroughAsTheyAre() {
    ResponseEntity<String> answer = post("/chat");

    assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(200);
    assertThat(answer.getBody()).isEqualTo(ANSWERED);
    assertThat(received.get()).isEqualTo(ASKED);
  }

  @Test
  void streamIsAddedUp() {
    assertThat(post("/stream").getBody()).isEqualTo("hello");
  }

  @Test
  void clientRunsOnTheOkHttpThatIsThere() {
    assertThat(OkHttp.VERSION).startsWith(System.getProperty("okhttp", "4") + ".");
  }
}
