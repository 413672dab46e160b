package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class ExampleTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer abc",
        "bearer eyJ0eXBlIjoiSl",
        "sk-1234",
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
        "bce-auth-v1/ak/2025-01-01T00:00:00Z/1800/host/abc",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "AKIAIOSFODNN7EXAMPLE",
        "ALTAKxyz123",
        "someone@example.com",
        "write to someone@example.com, please",
        "https://host.example/file?signature=abc",
        "https://user:word@host.example/",
        "password=1",
        "{\"api_key\": \"x\"}",
        "-----BEGIN PRIVATE KEY-----",
        "data:image/png;base64,iVBORw0KGgo=",
        "iVBORw0KGgoAAAANSUhEUgAA",
        "Q0FOQVJZQ0FOQVJZQ0E=",
        "d41d8cd98f00b204e9800998ecf8427e",
        "123e4567-e89b-12d3-a456-426614174000",
        "Xy7-kP2m_Q9zL-4rT8w.Bn3",
        "aB3dE5fG7hJ9",
        "13800001111",
        "+86 138 0000 1111",
        "138-0000-1111",
        "4111 1111 1111 1111"
      })
  void whatLooksLikeASecretIsHidden(String value) {
    Example example = Example.of("field", JsonNodeFactory.instance.stringNode(value));

    assertThat(example.value()).isNull();
    assertThat(example.toString()).isEqualTo("string of %d characters".formatted(value.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stop",
        "content_filter",
        "max_tokens",
        "internlm2.5-20b-0719",
        "internlm4-preview",
        "DeepSeek-R1-Distill-Qwen-32B",
        "Qwen2.5-VL-72B-Instruct-AWQ",
        "ERNIE-4.0-Turbo-8K",
        "chat.completion.chunk",
        "2025-01-01T10:00:00Z",
        "fp_44709d6fcb",
        "https://host.example/models/list",
        "The weather is fine today.",
        "今天天气很好",
        "application/json; charset=utf-8"
      })
  void whatLooksLikeNoSecretIsShown(String value) {
    Example example = Example.of("field", JsonNodeFactory.instance.stringNode(value));

    assertThat(example.value()).isEqualTo(JsonNodeFactory.instance.stringNode(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key",
        "apiKey",
        "access-token",
        "x-auth",
        "token",
        "user_email",
        "Password",
        "secret",
        "session_id",
        "signature",
        "ak",
        "accessKeyId",
        "sig",
        "x-sign",
        "authToken"
      })
  void textsOfFieldsWithATellingNameAreHidden(String name) {
    assertThat(Example.of(name, JsonNodeFactory.instance.stringNode("abc")).value()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"pin,1234", "otp,987654", "mobile_phone,110", "id,13800001111", "n,1234567890.5"})
  void numbersThatMayIdentifyAreHidden(String name, String number) {
    var value = JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(number));

    assertThat(Example.of(name, value).value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompt_tokens", "token_count", "created", "spinner"})
  void numbersThatCountAreShown(String name) {
    assertThat(Example.of(name, JsonNodeFactory.instance.numberNode(12)).toString())
        .isEqualTo("12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reasoning_content",
        "completionTokensDetailsReasoning",
        "x-ratelimit-remaining-tokens-minute",
        "prompt_cache_hit_tokens",
        "思考内容"
      })
  void namesOfFieldsAreShown(String name) {
    assertThat(Label.of(name)).isEqualTo(new Label(name, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-1234", "someone@example.com", "d41d8cd98f00b204e9800998ecf8427e"})
  void namesThatLookLikeSecretsAreHidden(String name) {
    assertThat(Label.of(name))
        .isEqualTo(new Label("(a name of %d characters)".formatted(name.length()), true));
  }

  @ParameterizedTest
  @ValueSource(ints = {61, 1000, 1_000_000})
  void longTextsAreHidden(int length) {
    var text = JsonNodeFactory.instance.stringNode("a ".repeat(length).substring(0, length));

    assertThat(Example.of("field", text).value()).isNull();
  }
}
