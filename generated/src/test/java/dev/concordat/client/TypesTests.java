package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.concordat.client.intern.AssistantMessage;
import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.FinishReason;
import dev.concordat.client.intern.FunctionDefinition;
import dev.concordat.client.intern.InternAdapters;
import dev.concordat.client.intern.Message;
import dev.concordat.client.intern.MessageContent;
import dev.concordat.client.intern.ModelId;
import dev.concordat.client.intern.SystemMessage;
import dev.concordat.client.intern.TextPart;
import dev.concordat.client.intern.ToolMessage;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.maas.AnswerMessage;
import dev.concordat.client.maas.MaasAdapters;
import dev.concordat.client.maas.Prompt;
import dev.concordat.client.maas.Prompts;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesTests {
  private static final Moshi INTERN = new Moshi.Builder().add(new InternAdapters()).build();
  private static final Moshi MAAS = new Moshi.Builder().add(new MaasAdapters()).build();

  @Test
  void aBuilderNamesTheRequiredMemberThatIsMissing() {
    assertThatThrownBy(() -> ChatCompletionRequest.builder().model("m").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ChatCompletionRequest")
        .hasMessageContaining("\"messages\"");
    assertThat(ChatCompletionRequest.builder().model("m").messages(List.of()).build().messages())
        .isEmpty();
  }

  @Test
  void aBuilderRefusesNullAtOnce() {
    assertThatThrownBy(() -> TextPart.builder().text(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("text");
  }

  @Test
  void valuesCannotBeChangedFromOutside() {
    List<Message> messages = new java.util.ArrayList<>();
    ChatCompletionRequest request =
        ChatCompletionRequest.builder().model("m").messages(messages).build();
    messages.add(UserMessage.builder().content("late").build());

    assertThat(request.messages()).isEmpty();
    assertThatThrownBy(() -> request.messages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalValuesAreEqualAndOthersAreNot() {
    UserMessage one = UserMessage.builder().content("x").build();

    assertThat(one).isEqualTo(UserMessage.builder().content("x").build());
    assertThat(one).hasSameHashCodeAs(UserMessage.builder().content("x").build());
    assertThat(one).isNotEqualTo(UserMessage.builder().content("y").build());
    assertThat(one)
        .isNotEqualTo(
            one.toBuilder().others(JsonObject.builder().put("name", "n").build()).build());
    assertThat(one.toBuilder().build()).isEqualTo(one);
  }

  @Test
  void aUnionIsToldApartByItsTagAndReadyForASwitch() throws IOException {
    Message message = decode("{\"role\":\"tool\",\"content\":\"1\",\"tool_call_id\":\"c\"}");

    // Compiles only as long as these are all cases.
    String kind;
    if (message instanceof SystemMessage) {
      kind = "system";
    } else if (message instanceof UserMessage) {
      kind = "user";
    } else if (message instanceof AssistantMessage) {
      kind = "assistant";
    } else if (message instanceof ToolMessage tool) {
      kind = "tool " + tool.toolCallId();
    } else {
      kind = "unknown";
    }
    assertThat(kind).isEqualTo("tool c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"role\":\"critic\",\"content\":\"no\"}",
        "{\"role\":\"\",\"content\":\"no\"}",
        "{\"content\":\"no\"}",
        "\"text\"",
        "[1.10]"
      })
  void whatNoBranchDescribesIsKeptAsItIs(String json) throws IOException {
    Message message = decode(json);

    assertThat(message).isEqualTo(new Message.Unknown(JsonValue.parse(json)));
    assertThat(INTERN.adapter(Message.class).toJson(message)).isEqualTo(json);
  }

  @Test
  void whatABranchIsMeantToDescribeAndDoesNotIsAnError() {
    assertThatThrownBy(() -> decode("{\"role\":\"user\"}"))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessageContaining("\"content\" is missing");
  }

  @Test
  void contentIsATextOrParts() throws IOException {
    UserMessage text = UserMessage.builder().content("hi").build();
    UserMessage parts =
        UserMessage.builder()
            .content(MessageContent.of(TextPart.builder().text("hi").build()))
            .build();

    assertThat(INTERN.adapter(UserMessage.class).toJson(text))
        .isEqualTo("{\"role\":\"user\",\"content\":\"hi\"}");
    assertThat(INTERN.adapter(UserMessage.class).toJson(parts))
        .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}");
    assertThat(text.content()).isEqualTo(new MessageContent.Text("hi"));
    assertThat(INTERN.adapter(MessageContent.class).fromJson("7"))
        .isInstanceOf(MessageContent.Unknown.class);
  }

  @Test
  void unionsOfListsAndTextsAreToldApart() throws IOException {
    assertThat(MAAS.adapter(Prompt.class).fromJson("\"a\"")).isEqualTo(Prompt.of("a"));
    assertThat(MAAS.adapter(Prompt.class).fromJson("[\"a\",1,[2]]")).isInstanceOf(Prompts.class);
  }

  @Test
  void anUnknownValueOfAnEnumKeepsItsText() throws IOException {
    FinishReason known = INTERN.adapter(FinishReason.class).fromJson("\"stop\"");
    FinishReason unknown = INTERN.adapter(FinishReason.class).fromJson("\"tired\"");

    assertThat(known).isEqualTo(FinishReason.STOP);
    assertThat(known.known()).isEqualTo(FinishReason.Known.STOP);
    assertThat(unknown.known()).isEqualTo(FinishReason.Known.UNKNOWN);
    assertThat(unknown.text()).isEqualTo("tired");
    assertThat(INTERN.adapter(FinishReason.class).toJson(unknown)).isEqualTo("\"tired\"");
    assertThat(ModelId.of("internlm3-latest")).isEqualTo(ModelId.INTERNLM3_LATEST);
    assertThat(known).isNotEqualTo(unknown).isNotEqualTo(ModelId.of("stop"));
    assertThatThrownBy(() -> FinishReason.of(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> FinishReason.fromJson("7"))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessageContaining("expected a string, found a number at $");
  }

  @Test
  void aFinishReasonMayBeEmptyNullOrAbsent() throws IOException {
    for (String reason : List.of(",\"finish_reason\":\"\"", ",\"finish_reason\":null", "")) {
      String json =
          "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
              + "{\"role\":\"assistant\",\"content\":\"a\"}"
              + reason
              + "}]}";
      assertRoundTrip(INTERN.adapter(ChatCompletion.class), json);
    }
  }

  @Test
  void absentNullAndValueAreThreeThings() throws IOException {
    JsonAdapter<AnswerMessage> adapter = MAAS.adapter(AnswerMessage.class);
    AnswerMessage absent = AnswerMessage.builder().contentNull().build();
    AnswerMessage isNull = absent.toBuilder().refusalNull().build();
    AnswerMessage value = isNull.toBuilder().refusal("no").build();

    assertThat(adapter.toJson(absent)).isEqualTo("{\"role\":\"assistant\",\"content\":null}");
    assertThat(adapter.toJson(isNull))
        .isEqualTo("{\"role\":\"assistant\",\"content\":null,\"refusal\":null}");
    assertThat(adapter.toJson(value))
        .isEqualTo("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"no\"}");
    for (AnswerMessage message : List.of(absent, isNull, value)) {
      assertThat(adapter.fromJson(adapter.toJson(message))).isEqualTo(message);
    }
    assertThat(List.of(absent, isNull, value))
        .map(AnswerMessage::hasRefusal)
        .containsExactly(false, true, true);
    assertThat(isNull.refusal()).isNull();
    // Servers leave it out beside tool calls, which the ledger knows.
    assertThat(AnswerMessage.builder().build().hasContent()).isFalse();
    assertThatThrownBy(() -> dev.concordat.client.maas.FunctionCall.builder().name("f").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"arguments\"");
  }

  @Test
  void aNullThatTheContractDoesNotKnowIsTakenWhereTheMemberMayBeAbsent() throws IOException {
    assertRoundTrip(
        INTERN.adapter(AssistantMessage.class),
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":null}");
    assertThatThrownBy(
            () -> INTERN.adapter(TextPart.class).fromJson("{\"type\":\"text\",\"text\":null}"))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessage("expected a string, found null at $.text");
  }

  @Test
  void unknownMembersAreKeptInOrderAndWrittenBack() throws IOException {
    String json =
        "{\"type\":\"text\",\"text\":\"t\",\"z\":1.10,\"a\":[9007199254740993,null],\"\\ud800\":{}}";
    TextPart part = INTERN.adapter(TextPart.class).fromJson(json);

    assertThat(part.others().members().keySet()).containsExactly("z", "a", "\ud800");
    assertThat(INTERN.adapter(TextPart.class).toJson(part)).isEqualTo(json);
  }

  @Test
  void membersOfOnesOwnAreSentAndCannotReplaceDescribedOnes() {
    JsonObject others =
        JsonObject.builder().put("thinking_mode", true).put("text", "forged").build();
    TextPart part = TextPart.builder().text("t").others(others).build();

    assertThat(INTERN.adapter(TextPart.class).toJson(part))
        .isEqualTo("{\"type\":\"text\",\"text\":\"t\",\"thinking_mode\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"1\",\"choices\":[]} | the required member \"model\" is missing at $",
        "{\"id\":1,\"model\":\"m\",\"choices\":[]} | expected a string, found a number at $.id",
        "{\"id\":\"1\",\"model\":\"m\",\"choices\":{}} | expected an array, found an object at"
            + " $.choices",
        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":\"0\"}]}"
            + " | expected a number, found a string at $.choices[0].index",
        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0.5}]}"
            + " | expected an integer, found a number with a fraction at $.choices[0].index",
        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":true}]}"
            + " | expected an object, found a boolean at $.choices[0].message",
        "{\"id\":\"1\",\"id\":\"2\"} | the member is there twice at $.id",
        "[] | expected an object, found an array at $"
      })
  void anErrorNamesItsPlace(String json, String message) {
    assertThatThrownBy(() -> INTERN.adapter(ChatCompletion.class).fromJson(json))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessage(message);
  }

  @Test
  void anAdapterInsideOfAnotherTypeKnowsItsPlaceAndNull() throws IOException {
    JsonAdapter<Map<String, TextPart>> adapter =
        INTERN.adapter(
            com.squareup.moshi.Types.newParameterizedType(Map.class, String.class, TextPart.class));

    assertThatThrownBy(() -> adapter.fromJson("{\"a\":{\"type\":\"text\",\"text\":0}}"))
        .hasMessageContaining("$.a.text");
    assertThat(adapter.fromJson("{\"a\":null}")).containsEntry("a", null);
    assertThat(adapter.toJson(Map.of("a", TextPart.builder().text("t").build())))
        .isEqualTo("{\"a\":{\"type\":\"text\",\"text\":\"t\"}}");
  }

  @Test
  void numbersKeepTheirTextAndConvertWhereAsked() throws IOException {
    String json = "{\"model\":\"m\",\"messages\":[],\"n\":9007199254740993,\"temperature\":1.10}";
    ChatCompletionRequest request = INTERN.adapter(ChatCompletionRequest.class).fromJson(json);

    assertThat(request.n().longValue()).isEqualTo(9007199254740993L);
    assertThat(request.temperature()).isEqualTo(JsonNumber.of("1.10"));
    assertThat(INTERN.adapter(ChatCompletionRequest.class).toJson(request)).isEqualTo(json);
    assertThat(request.toBuilder().n(2).temperature(0.5).build().temperature().text())
        .isEqualTo("0.5");
  }

  @Test
  void freeFormJsonIsKeptRaw() throws IOException {
    assertRoundTrip(
        INTERN.adapter(FunctionDefinition.class),
        "{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"x\":1.0,\"\\ud800\":[]}}");
  }

  @Test
  void textsOfValuesShowMembersAndOnlyTheNamesOfUnknownOnes() {
    TextPart part =
        TextPart.builder()
            .text("hi")
            .others(JsonObject.builder().put("api_key", "sk-123").build())
            .build();

    assertThat(part.toString())
        .isEqualTo("TextPart{type=text, text=hi, others=[api_key]}")
        .doesNotContain("sk-123");
  }

  private static Message decode(String json) throws IOException {
    return INTERN.adapter(Message.class).fromJson(json);
  }

  private static <T> void assertRoundTrip(JsonAdapter<T> adapter, String json) throws IOException {
    assertThat(JsonValue.parse(adapter.toJson(adapter.fromJson(json))))
        .isEqualTo(JsonValue.parse(json));
  }
}
