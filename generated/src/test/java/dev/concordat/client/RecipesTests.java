package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.azion.ImageContentItem;
import dev.concordat.client.azion.TextContentItem;
import dev.concordat.client.azion.UserContent;
import dev.concordat.client.intern.AssistantMessage;
import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.FunctionDefinition;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.intern.Message;
import dev.concordat.client.intern.Tool;
import dev.concordat.client.intern.ToolCall;
import dev.concordat.client.intern.ToolMessage;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.EvaluableModel;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The snippets of the README, run against a local server. What stands between two marks is in the
 * README word for word, and a test holds the two together.
 */
class RecipesTests {
  private static final String COMPLETION =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"message\":%s,\"finish_reason\":\"%s\"}]}";
  private static final String ANSWER =
      String.format(COMPLETION, "{\"role\":\"assistant\",\"content\":\"hello\"}", "stop");
  private static final String CALL =
      String.format(
          COMPLETION,
          "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\","
              + "\"type\":\"function\",\"function\":{\"name\":\"get_current_weather\","
              + "\"arguments\":\"{\\\"location\\\":\\\"Shanghai\\\"}\"}}]}",
          "tool_calls");

  private final List<String> printed = new ArrayList<>();

  @Test
  void plain() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(ANSWER))) {
      String url = server.url();
      String token = "token";
      // [plain]
      InternClient client = InternClient.builder().baseUrl(url).token(token).build();

      ChatCompletion answer =
          client.createChatCompletion(
              ChatCompletionRequest.builder()
                  .model("internlm3-latest")
                  .addMessages(UserMessage.builder().content("Who wrote Hamlet?").build())
                  .temperature(0.8)
                  .build());

      print(answer.choices().get(0).message().content());
      // [/plain]
      assertThat(printed).containsExactly("hello");
    }
  }

  @Test
  void stream() {
    String chunk =
        "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";
    try (LocalServer server =
        LocalServer.answering(
            LocalServer.events(
                String.format(chunk, "hel", "null")
                    + String.format(chunk, "lo", "\"stop\"")
                    + "data: [DONE]\n\n"))) {
      String url = server.url();
      var request = maasRequest();
      // [stream]
      MaasClient client = MaasClient.builder().baseUrl(url).build();

      try (var stream = client.createChatCompletionStream(request)) {
        while (stream.hasNext()) { // waits for the next chunk
          for (var choice : stream.next().choices()) {
            print(choice.delta().content());
          }
        }
        print("finished: " + stream.sum().choices().get(0).finishReason());
      }
      // [/stream]
      assertThat(printed).containsExactly("hel", "lo", "finished: stop");
    }
  }

  @Test
  void image() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(ANSWER))) {
      String url = server.url();
      // [image]
      AzionClient client = AzionClient.builder().baseUrl(url).build();

      var image =
          dev.concordat.client.azion.ImageUrl.builder()
              .url("https://example.com/image.jpg")
              .build();
      var question =
          dev.concordat.client.azion.UserMessage.builder()
              .content(
                  UserContent.of(
                      TextContentItem.builder().text("What is in this image?").build(),
                      ImageContentItem.builder().imageUrl(image).build()))
              .build();

      var answer =
          client.createChatCompletion(
              dev.concordat.client.azion.ChatCompletionRequest.builder()
                  .addMessages(question)
                  .build());
      print(answer.choices().get(0).message().content());
      // [/image]
      assertThat(printed).containsExactly("hello");
      assertThat(server.requests().get(0).body())
          .contains("\"image_url\":{\"url\":\"https://example.com/image.jpg\"}");
    }
  }

  @Test
  void tools() {
    try (LocalServer server =
        LocalServer.answering(LocalServer.json(CALL), LocalServer.json(ANSWER))) {
      InternClient client = InternClient.builder().baseUrl(server.url()).build();
      // [tools]
      Tool weather =
          Tool.builder()
              .function(
                  FunctionDefinition.builder()
                      .name("get_current_weather")
                      .parameters(
                          JsonObject.parse(
                              """
                              {"type": "object",
                               "properties": {"location": {"type": "string"}},
                               "required": ["location"]}
                              """))
                      .build())
              .build();
      ChatCompletionRequest request =
          ChatCompletionRequest.builder()
              .model("internlm3-latest")
              .addMessages(UserMessage.builder().content("How is the weather in Shanghai?").build())
              .addTools(weather)
              .build();

      AssistantMessage message = client.createChatCompletion(request).choices().get(0).message();
      List<Message> conversation = new ArrayList<>(request.messages());
      conversation.add(message); // with its calls, just as it came
      for (ToolCall call : message.toolCalls()) {
        String result = weather(JsonObject.parse(call.function().arguments()));
        conversation.add(ToolMessage.builder().toolCallId(call.id()).content(result).build());
      }

      ChatCompletion answer =
          client.createChatCompletion(request.toBuilder().messages(conversation).build());
      print(answer.choices().get(0).message().content());
      // [/tools]
      assertThat(printed).containsExactly("hello");
      assertThat(server.requests().get(1).body())
          .contains("\"tool_call_id\":\"c1\"")
          .contains("40 degrees in \\\"Shanghai\\\"");
    }
  }

  @Test
  void errors() {
    try (LocalServer server =
        LocalServer.answering(
            LocalServer.status(400, "{\"error\":{\"code\":\"-20048\",\"message\":\"slow\"}}"))) {
      InternClient client =
          InternClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build();
      ChatCompletionRequest request =
          ChatCompletionRequest.builder().model("m").messages(List.of()).build();
      // [errors]
      try {
        client.createChatCompletion(request);
      } catch (RateLimitException e) {
        print("too fast, code " + e.code() + ", wait " + e.retryAfter());
      } catch (UndecodableAnswerException e) {
        print("not what the contract says: " + e.getMessage());
      } catch (ProviderException e) { // all others
        print(e.getMessage() + (e.retryable() ? ", later perhaps" : ""));
      }
      // [/errors]
      assertThat(printed).containsExactly("too fast, code -20048, wait null");
    }
  }

  @Test
  void settings() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(ANSWER))) {
      String url = server.url();
      String token = "token";
      ChatCompletionRequest request =
          ChatCompletionRequest.builder().model("m").messages(List.of()).build();
      // [settings]
      InternClient client =
          InternClient.builder()
              .baseUrl(url)
              .token(token)
              .readTimeout(Duration.ofSeconds(30)) // of silence, also within a stream
              .retries(RetryPolicy.standard().withRetries(4))
              .limitRate() // the documented ten a minute
              .build();

      client
          .createChatCompletionAsync(request)
          .thenAccept(answer -> print(answer.choices().get(0).message().content()))
          .join();
      // [/settings]
      assertThat(printed).containsExactly("hello");
    }
  }

  @Test
  void qianfan() {
    try (LocalServer server =
        LocalServer.answering(
            LocalServer.json(
                "{\"log_id\":\"1\",\"result\":[{\"modelIdStr\":\"am-1\",\"modelName\":\"ERNIE\","
                    + "\"modelVersionList\":[]}]}"))) {
      String url = server.url();
      String accessKey = "access";
      String secretKey = "secret";
      // [qianfan]
      QianfanClient client =
          QianfanClient.builder().baseUrl(url).credentials(accessKey, secretKey).build();

      for (EvaluableModel model :
          client.listEvaluableModels(ListEvaluableModelsRequest.builder().build()).result()) {
        print(model.modelIdStr() + " " + model.modelName());
      }
      // [/qianfan]
      assertThat(printed).containsExactly("am-1 ERNIE");
    }
  }

  @Test
  void theReadmeShowsWhatIsRunHere() throws IOException {
    Path base = Path.of(System.getProperty("basedir", "."));
    String source =
        Files.readString(base.resolve("src/test/java/dev/concordat/client/RecipesTests.java"));
    String readme = Files.readString(base.resolve("README.md"));
    Matcher recipe =
        Pattern.compile("// \\[(\\w+)]\n(.*?) *// \\[/\\1]", Pattern.DOTALL).matcher(source);
    List<String> names = new ArrayList<>();
    while (recipe.find()) {
      names.add(recipe.group(1));
      assertThat(readme)
          .as("the recipe %s", recipe.group(1))
          .contains("```java\n" + recipe.group(2).stripTrailing().stripIndent() + "\n```");
    }
    assertThat(names)
        .containsExactly("plain", "stream", "image", "tools", "errors", "settings", "qianfan");
  }

  private static dev.concordat.client.maas.ChatCompletionRequest maasRequest() {
    return dev.concordat.client.maas.ChatCompletionRequest.builder()
        .model("QwQ-32B")
        .addMessages(dev.concordat.client.maas.UserMessage.builder().content("hi").build())
        .build();
  }

  private static String weather(JsonObject arguments) {
    return "40 degrees in " + arguments.get("location");
  }

  private void print(String text) {
    printed.add(text);
  }
}
