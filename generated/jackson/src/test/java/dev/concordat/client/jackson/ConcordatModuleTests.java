package dev.concordat.client.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.FinishReason;
import dev.concordat.client.intern.Message;
import dev.concordat.client.intern.MessageContent;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The types within those of a program that uses Jackson. */
class ConcordatModuleTests {
  private static final String REQUEST =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"}],"
          + "\"n\":9007199254740993,\"temperature\":1.10,\"extra\":{\"x\":[1.0,null,true]}}";

  private final ObjectMapper mapper = new ObjectMapper().registerModule(new ConcordatModule());

  /** A type of a program of one's own. */
  record Kept(String by, ChatCompletionRequest request, Message first, FinishReason why) {}

  @Test
  void aTypeIsWhatItIsToTheClient() throws Exception {
    ChatCompletionRequest request = mapper.readValue(REQUEST, ChatCompletionRequest.class);

    assertThat(request).isEqualTo(ChatCompletionRequest.fromJson(REQUEST));
    assertThat(mapper.writeValueAsString(request)).isEqualTo(request.toJson());
    assertThat(mapper.writeValueAsString(request)).contains("9007199254740993", "1.10");
    assertThat(mapper.<JsonNode>valueToTree(request).path("n").asLong())
        .isEqualTo(9007199254740993L);
  }

  @Test
  void unionsEnumsAndValuesStandWithinOtherTypes() throws Exception {
    Kept kept =
        new Kept(
            "me",
            ChatCompletionRequest.fromJson(REQUEST),
            UserMessage.builder().content("hi").build(),
            FinishReason.STOP);
    String json = mapper.writeValueAsString(kept);

    assertThat(mapper.readValue(json, Kept.class)).isEqualTo(kept);
    assertThat(json).contains("\"first\":{\"role\":\"user\",\"content\":\"hi\"},\"why\":\"stop\"");
    Map<String, List<MessageContent>> contents =
        mapper.readValue("{\"a\":[\"x\"]}", new TypeReference<>() {});
    assertThat(contents).containsEntry("a", List.of(MessageContent.of("x")));
    assertThat(mapper.readValue("[1.10,null]", JsonValue[].class))
        .containsExactly(JsonNumber.of("1.10"), JsonNull.NULL);
    assertThat(mapper.readValue("null", Message.class)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0",
        "1e400",
        "1.0",
        "[]",
        "{}",
        "{\"\":{\"a\":[[1,\"\\u0000\"]]}}",
        "true",
        "\"\""
      })
  void anyValuePassesAsItIsWritten(String json) throws Exception {
    JsonValue value = mapper.readValue(json, JsonValue.class);

    assertThat(value).isEqualTo(JsonValue.parse(json));
    assertThat(mapper.writeValueAsString(value)).isEqualTo(json);
  }

  @Test
  void whatATypeDoesNotStandForIsMismatchedInput() {
    assertThatThrownBy(() -> mapper.readValue("{\"messages\":[]}", ChatCompletionRequest.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("the required member \"model\" is missing at $");
    assertThatThrownBy(() -> mapper.readValue("1", FinishReason.class))
        .isInstanceOf(MismatchedInputException.class);
    assertThatThrownBy(() -> mapper.readValue("\"a\"", JsonNumber.class))
        .isInstanceOf(MismatchedInputException.class);
    assertThatThrownBy(() -> mapper.readValue("{\"a\":1,\"a\":2}", JsonValue.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void itIsFoundByThoseThatLook() throws Exception {
    ObjectMapper found = new ObjectMapper().findAndRegisterModules();

    assertThat(found.getRegisteredModuleIds()).contains(ConcordatModule.class.getName());
    assertThat(found.readValue("\"stop\"", FinishReason.class)).isEqualTo(FinishReason.STOP);
  }
}
