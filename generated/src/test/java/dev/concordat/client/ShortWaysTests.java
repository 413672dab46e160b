package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.AssistantMessage;
import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionChunk;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.intern.Message;
import dev.concordat.client.intern.MessageContent;
import dev.concordat.client.intern.ModelList;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.maas.ResponseFormat;
import dev.concordat.client.runtime.AnyAnswer;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Short ways to say, and to read, what is said and read most. */
class ShortWaysTests {
  private static final String ANSWER =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\","
          + "\"refusal\":null},\"finish_reason\":\"stop\",\"logprobs\":null}],\"usage\":"
          + "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":9007199254740993}}";

  @Test
  void messagesAreMadeByTheirRole() {
    assertThat(Message.user("Hi")).isEqualTo(UserMessage.builder().content("Hi").build());
    assertThat(Message.assistant("Ho").toJson())
        .isEqualTo("{\"role\":\"assistant\",\"content\":\"Ho\"}");
    assertThat(Message.tool("40 degrees", "c1").toJson())
        .isEqualTo("{\"role\":\"tool\",\"content\":\"40 degrees\",\"tool_call_id\":\"c1\"}");
  }

  @Test
  void aBuilderAddsThemByTheirText() {
    ChatCompletionRequest request =
        ChatCompletionRequest.build(
            chat ->
                chat.model("m")
                    .addSystemMessage("Be brief")
                    .addUserMessage(m -> m.addText("What is it?").addImageUrl("https://e.com/i"))
                    .addAssistantMessage("A cat"));

    assertThat(request.messages()).hasSize(3);
    assertThat(request.messages().get(1).toJson())
        .isEqualTo(
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is it?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://e.com/i\"}}]}");
    assertThat(((UserMessage) request.messages().get(1)).content().text()).isEqualTo("What is it?");
  }

  @Test
  void aKnownTextOfAUnionIsSetAsIt() {
    assertThat(
            dev.concordat.client.maas.ChatCompletionRequest.build(
                    chat -> chat.model("m").addUserMessage("Hi").toolChoice("auto"))
                .toJson())
        .endsWith("\"tool_choice\":\"auto\"}");
  }

  @Test
  void whatAnotherMemberSaysNeedNotBeSaid() {
    var request =
        dev.concordat.client.maas.ChatCompletionRequest.build(
            chat ->
                chat.model("m")
                    .addUserMessage("Hi")
                    .addTools(tool -> tool.function(function -> function.name("f")))
                    .responseFormat(ResponseFormat.jsonSchema("author", "{\"type\":\"object\"}")));

    assertThat(request.tools().get(0).toJson())
        .isEqualTo("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
    assertThat(request.responseFormat().toJson())
        .isEqualTo(
            "{\"type\":\"json_schema\",\"json_schema\":"
                + "{\"name\":\"author\",\"schema\":{\"type\":\"object\"}}}");
    assertThatThrownBy(() -> dev.concordat.client.maas.Tool.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"type\"");
  }

  @Test
  void aTextIsNoListToAddTo() {
    assertThatThrownBy(() -> UserMessage.builder().content("Hi").addImageUrl("https://e.com/i"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"content\"");
  }

  @Test
  void aMessageOfAnotherProviderIsAddedAsItsJsonSays() {
    var other = dev.concordat.client.maas.ChatCompletion.fromJson(ANSWER).message();
    ChatCompletionRequest request =
        ChatCompletionRequest.build(chat -> chat.model("m").addMessages(other));

    assertThat(request.messages().get(0)).isInstanceOf(AssistantMessage.class);
    assertThat(request.messages().get(0).toJson()).isEqualTo(other.toJson());
  }

  @Test
  void everyTypeIsWrittenAndRead() {
    ChatCompletion answer = ChatCompletion.fromJson(ANSWER);

    assertThat(JsonValue.parse(answer.toJson())).isEqualTo(JsonValue.parse(ANSWER));
    assertThat(MessageContent.fromJson("\"Hi\"").text()).isEqualTo("Hi");
    assertThat(
            MessageContent.fromJson("[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]")
                .text())
        .isEmpty();
  }

  @Test
  void listsAreNeverNullAndTellWhetherTheyWereThere() {
    AssistantMessage without = AssistantMessage.fromJson("{\"role\":\"assistant\"}");
    AssistantMessage empty =
        AssistantMessage.fromJson("{\"role\":\"assistant\",\"tool_calls\":[]}");

    assertThat(without.toolCalls()).isEmpty();
    assertThat(without.hasToolCalls()).isFalse();
    assertThat(without.text()).isEmpty();
    assertThat(empty.toolCalls()).isEmpty();
    assertThat(empty.hasToolCalls()).isTrue();
    assertThat(empty.toJson()).contains("\"tool_calls\":[]");
  }

  @Test
  void wholeNumbersAreLongsWithTheirTextBeside() {
    var usage = dev.concordat.client.maas.ChatCompletion.fromJson(ANSWER).usage();

    assertThat(usage.totalTokens()).isEqualTo(9007199254740993L);
    assertThat(usage.totalTokensNumber().text()).isEqualTo("9007199254740993");
    assertThatThrownBy(
            () ->
                dev.concordat.client.maas.Usage.fromJson(
                        "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":1e30}")
                    .totalTokens())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void threeProvidersAreUsedSideBySide() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(ANSWER));
        InternClient intern = InternClient.builder().baseUrl(server.url()).build();
        MaasClient maas = MaasClient.builder().baseUrl(server.url()).build();
        AzionClient azion = AzionClient.builder().baseUrl(server.url()).build()) {
      List<AnyAnswer> answers =
          List.of(
              intern.createChatCompletion(chat -> chat.model("m").addUserMessage("a")),
              maas.createChatCompletion(chat -> chat.model("m").addUserMessage("a")),
              azion.createChatCompletion(chat -> chat.addUserMessage("a")));

      assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).isEqualTo("Hi"));
      assertThat(answers).allSatisfy(answer -> assertThat(answer.toolCalls()).isEmpty());
      assertThat(answers.get(1).usage().completionTokens()).isEqualTo(2);
      assertThat(answers).allSatisfy(a -> assertThat(a.choices().get(0).index()).isZero());
    }
  }

  @Test
  void aTestHasAClientOfItsOwn() {
    ChatCompletionChunk chunk =
        ChatCompletionChunk.fromJson("{\"id\":\"1\",\"model\":\"m\",\"choices\":[]}");
    InternClient own =
        new InternClient() {
          @Override
          public ChatCompletion createChatCompletion(
              ChatCompletionRequest body, RequestOptions options) {
            return ChatCompletion.fromJson(ANSWER);
          }

          @Override
          public EventStream<ChatCompletionChunk, ChatCompletion> createChatCompletionStream(
              ChatCompletionRequest body, RequestOptions options) {
            return EventStream.of(List.of(chunk), ChatCompletion.fromJson(ANSWER));
          }
        };

    assertThat(own.createChatCompletion(chat -> chat.model("m").addUserMessage("a")).text())
        .isEqualTo("Hi");
    try (var stream = own.createChatCompletionStream(chat -> chat.model("m").addUserMessage("a"))) {
      assertThat(stream.next()).isSameAs(chunk);
      assertThat(stream.hasNext()).isFalse();
      assertThat(stream.sum().text()).isEqualTo("Hi");
    }
    assertThatThrownBy(own::listModels)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("listModels");
  }

  @Test
  void aResponseHasTheBytesOfItsAnswer() {
    String models = "{\"object\":\"list\",\"data\":[]}";
    try (LocalServer server =
            LocalServer.answering(
                LocalServer.status(200, models, "X-RateLimit-Remaining: 7", "X-Request-Id: r-1"));
        InternClient client = InternClient.builder().baseUrl(server.url()).build()) {
      var response = client.withResponse().listModels();

      ModelList value = response.value();
      assertThat(value.data()).isEmpty();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers().get("x-ratelimit-remaining")).isEqualTo("7");
      assertThat(response.requestId()).isEqualTo("r-1");
      assertThat(response.body().utf8()).isEqualTo(models);
      assertThat(client.withResponse().listModelsAsync().join().body()).isEqualTo(response.body());
    }
  }
}
