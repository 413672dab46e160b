package dev.concordat.client.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.concordat.client.maas.ChatCompletion;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.runtime.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions of records, called by a client that talks to a real server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FunctionsTests {
  @Description("Adds")
  record Numbers(int a, @Description("The second") int b) {}

  private static final String ANSWER =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"message\":%s,\"finish_reason\":\"stop\",\"logprobs\":null}]}";
  private static final String TEXT = "{\"role\":\"assistant\",\"content\":\"3\",\"refusal\":null}";

  private static String calls(String... calls) {
    return "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":["
        + String.join(",", calls)
        + "]}";
  }

  private static String call(String id, String name, String arguments) {
    return "{\"id\":\""
        + id
        + "\",\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"arguments\":\""
        + arguments.replace("\"", "\\\"")
        + "\"}}";
  }

  private final List<JsonObject> requests = new ArrayList<>();

  private ChatCompletion ask(Functions functions, String... messages) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              JsonObject.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          String message = messages[Math.min(requests.size(), messages.length) - 1];
          byte[] body = ANSWER.formatted(message).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try (MaasClient client = MaasClient.builder().baseUrl(url).build()) {
      return client.createChatCompletion(
          chat -> chat.model("m").addUserMessage("What is 1 + 2?"), functions);
    } finally {
      server.stop(0);
    }
  }

  private String messages(int request) {
    return String.valueOf(requests.get(request).get("messages"));
  }

  @Test
  void aModelIsToldOfThemAndOfWhatTheyGive() throws IOException {
    Functions functions =
        Functions.of("add", Numbers.class, numbers -> numbers.a() + numbers.b())
            .and("echo", Numbers.class, numbers -> numbers)
            .and("say", Numbers.class, numbers -> "so \"many\"");

    ChatCompletion answer =
        ask(
            functions,
            calls(call("c1", "add", "{\"a\":1,\"b\":2}"), call("c2", "echo", "{\"a\":3,\"b\":4}")),
            calls(call("c3", "say", "{\"a\":1,\"b\":2}")),
            TEXT);

    assertThat(answer.text()).isEqualTo("3");
    assertThat(requests).hasSize(3);
    assertThat(String.valueOf(requests.get(0).get("tools")))
        .startsWith(
            "[{\"type\":\"function\",\"function\":{\"name\":\"add\",\"description\":\"Adds\","
                + "\"parameters\":{\"type\":\"object\",\"description\":\"Adds\",\"properties\":"
                + "{\"a\":{\"type\":\"integer\"},"
                + "\"b\":{\"type\":\"integer\",\"description\":\"The second\"}},"
                + "\"required\":[\"a\",\"b\"],\"additionalProperties\":false}}},");
    assertThat(messages(1))
        .startsWith("[{\"role\":\"user\",\"content\":\"What is 1 + 2?\"},{\"role\":\"assistant\",")
        .contains("\"tool_calls\":[{\"id\":\"c1\"")
        .endsWith(
            ",{\"role\":\"tool\",\"content\":\"3\",\"tool_call_id\":\"c1\"},"
                + "{\"role\":\"tool\",\"content\":\"{\\\"a\\\":3,\\\"b\\\":4}\","
                + "\"tool_call_id\":\"c2\"}]");
    assertThat(messages(2))
        .startsWith(messages(1).substring(0, messages(1).length() - 1))
        .endsWith("{\"role\":\"tool\",\"content\":\"so \\\"many\\\"\",\"tool_call_id\":\"c3\"}]");
    assertThat(requests.get(2).get("tools")).isEqualTo(requests.get(0).get("tools"));
  }

  @Test
  void whatIsWrongWithACallIsToldToTheModel() throws IOException {
    Functions functions = Functions.of("add", Numbers.class, numbers -> numbers.a());

    ask(
        functions,
        calls(
            call("c1", "multiply", "{}"),
            call("c2", "add", "{\"a\":1}"),
            call("c3", "add", "{\"a\":1"),
            call("c4", "add", "{\"a\":1,\"b\":\"2\"}")),
        TEXT);

    assertThat(messages(1))
        .contains("\"Error: there is no function multiply; there are [add]\"")
        .contains("Error in the arguments: the required member \\\"b\\\" is missing at $")
        .contains("expected an integer, found \\\"2\\\" at $.b")
        .contains("\"tool_call_id\":\"c3\"");
  }

  @Test
  void whatAFunctionThrowsIsThrown() {
    Functions functions =
        Functions.of(
            "add",
            Numbers.class,
            (Function<Numbers, String>)
                numbers -> {
                  throw new IllegalStateException("no database");
                });

    assertThatThrownBy(() -> ask(functions, calls(call("c1", "add", "{\"a\":1,\"b\":2}")), TEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
    assertThat(requests).hasSize(1);
  }

  @Test
  void aModelThatNeverEndsIsAskedTenTimes() throws IOException {
    Functions functions = Functions.of("add", Numbers.class, numbers -> numbers.a());

    ChatCompletion last = ask(functions, calls(call("c1", "add", "{\"a\":1,\"b\":2}")));

    assertThat(requests).hasSize(10);
    assertThat(last.toolCalls()).hasSize(1);
  }

  @Test
  void twoOfANameAreRefused() {
    Functions functions = Functions.of("add", Numbers.class, Numbers::a);

    assertThatThrownBy(() -> functions.and("add", Numbers.class, Numbers::b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are two functions add");
  }
}
