package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.JsonAdapter;
import dev.concordat.client.Recordings.Exchange;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class RecordingsTests {
  @TestFactory
  Stream<DynamicTest> everyAnswerDecodesAndEncodesBackToTheSameJson() {
    return Recordings.all().stream()
        .filter(exchange -> !exchange.answerBody().isEmpty())
        .map(
            exchange ->
                dynamicTest(
                    exchange.name(),
                    () -> {
                      for (String body : answers(exchange)) {
                        String component = answerComponent(exchange, body);
                        JsonAdapter<Object> adapter = exchange.contract().adapter(component);
                        Object decoded = adapter.fromJson(body);
                        assertThat(JsonValue.parse(adapter.toJson(decoded)))
                            .isEqualTo(JsonValue.parse(body));
                        assertThat(Rebuild.value(decoded)).isEqualTo(decoded);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyRequestCanBeBuiltAndPassesTheContract() {
    return Recordings.all().stream()
        .filter(exchange -> !exchange.requestBody().isEmpty())
        .map(
            exchange ->
                dynamicTest(
                    exchange.name(),
                    () -> {
                      String component = requestComponent(exchange);
                      JsonAdapter<Object> adapter = exchange.contract().adapter(component);
                      Object built = Rebuild.value(adapter.fromJson(exchange.requestBody()));
                      String sent = adapter.toJson(built);
                      assertThat(JsonValue.parse(sent))
                          .isEqualTo(JsonValue.parse(exchange.requestBody()));
                      assertThat(exchange.contract().problems(component, sent)).isEmpty();
                    }));
  }

  @Test
  void thereAreAnswersAndRequestsOfEveryProviderThatDocumentsThem() {
    List<Exchange> all = Recordings.all();

    for (String provider : Contracts.PROVIDERS) {
      assertThat(all).anyMatch(e -> e.name().startsWith(provider) && !e.requestBody().isEmpty());
    }
    assertThat(all).anyMatch(Exchange::isStream);
    assertThat(all).anyMatch(e -> e.name().startsWith("qianfan") && !e.answerBody().isEmpty());
  }

  private static List<String> answers(Exchange exchange) {
    if (!exchange.isStream()) {
      return List.of(exchange.answerBody());
    }
    List<String> chunks = new ArrayList<>();
    for (String line : exchange.answerBody().lines().toList()) {
      if (line.startsWith("data: {")) {
        chunks.add(line.substring("data: ".length()));
      }
    }
    assertThat(chunks).isNotEmpty();
    return chunks;
  }

  private static String answerComponent(Exchange exchange, String body) {
    JsonNode answer =
        exchange.operation().path("responses").path(exchange.response().path("status").asString());
    JsonNode error = answer.path("x-error");
    if (!error.isMissingNode()) {
      String component = error.asString().substring(error.asString().lastIndexOf('/') + 1);
      if (exchange.contract().problems(component, body).isEmpty()) {
        return component;
      }
    }
    String type = exchange.isStream() ? "text/event-stream" : "application/json";
    return Contracts.referenced(answer.path("content").path(type).path("schema"));
  }

  private static String requestComponent(Exchange exchange) {
    return Contracts.referenced(
        exchange
            .operation()
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema"));
  }
}
