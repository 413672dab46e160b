package dev.concordat.conformance.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.Canary;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No secret of a call is in a recording of the kits, or in what their assertions say. */
@Timeout(600)
final class CanaryCallTests {
  private static final List<Canary> CANARIES = Canary.some();

  @TempDir private Path folder;

  @Test
  void ofAClientThatIsWatched() throws Exception {
    Path file = folder.resolve("out.jsonl");
    List<String> found = new ArrayList<>();
    try (LocalServer server = new LocalServer();
        ContractInterceptor recorder = Concordat.interceptor("maas").recordTo(file)) {
      for (Canary canary : CANARIES) {
        WireExchange exchange = canary.exchange();
        answer(server, exchange);
        ContractInterceptor calls = Concordat.interceptor("maas");
        OkHttpClient client =
            new OkHttpClient.Builder().addInterceptor(recorder).addInterceptor(calls).build();
        try (Response response = client.newCall(request(server, exchange)).execute()) {
          response.body().bytes();
        }
        Throwable failure = catchThrowable(calls::assertConform);
        if (failure != null && canary.isIn(failure.toString())) {
          found.add(canary.name() + ": " + failure);
        }
      }
      Throwable refused = catchThrowable(recorder::assertConform);
      assertThat(CANARIES.stream().filter(canary -> canary.isIn(refused.toString()))).isEmpty();
    }
    assertThat(found).isEmpty();
    String written = Files.readString(file);
    assertThat(written.lines().count()).isGreaterThan(CANARIES.size() / 2);
    assertThat(CANARIES.stream().filter(canary -> canary.isIn(written)).map(Canary::name))
        .isEmpty();
  }

  @Test
  void ofATestWithAFilter() throws Exception {
    List<String> found = new ArrayList<>();
    try (LocalServer server = new LocalServer()) {
      for (Canary canary : CANARIES) {
        WireExchange exchange = canary.exchange();
        answer(server, exchange);
        var given =
            RestAssured.given().urlEncodingEnabled(false).filter(Concordat.contract("maas"));
        for (String name : exchange.request().headers().names()) {
          given.header(name, exchange.request().headers().first(name));
        }
        given.body(exchange.request().body());
        Throwable failure = catchThrowable(() -> given.post(server.url() + path(exchange)));
        if (failure instanceof AssertionError && canary.isIn(failure.toString())) {
          found.add(canary.name() + ": " + failure);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static Request request(LocalServer server, WireExchange exchange) {
    WireExchange.Request sent = exchange.request();
    Request.Builder request = new Request.Builder().url(server.url() + path(exchange));
    for (String name : sent.headers().names()) {
      request.header(name, String.valueOf(sent.headers().first(name)));
    }
    MediaType type = MediaType.parse(String.valueOf(sent.headers().first("Content-Type")));
    return request.post(RequestBody.create(sent.body(), type)).build();
  }

  private static String path(WireExchange exchange) {
    return exchange.request().url().replaceFirst("^https://[^/]*", "");
  }

  private static void answer(LocalServer server, WireExchange exchange) {
    WireExchange.Response answer = exchange.response();
    server.answers(
        call -> {
          for (String name : answer.headers().names()) {
            call.getResponseHeaders().put(name, answer.headers().all(name));
          }
          LocalServer.send(
              call, 200, String.valueOf(answer.headers().first("Content-Type")), answer.body());
        });
  }
}
