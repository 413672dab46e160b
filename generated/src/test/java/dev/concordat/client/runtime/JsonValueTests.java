package dev.concordat.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "1.10",
        "-0",
        "-0.0",
        "1e400",
        "1E+2",
        "123456789012345678901234567890"
      })
  void numbersKeepTheirText(String number) {
    assertThat(JsonValue.parse("[" + number + "]").toJson()).isEqualTo("[" + number + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "1.", ".5", "+1", "NaN", "Infinity", "0x1", "1e", ""})
  void whatIsNoNumberIsRefused(String number) {
    assertThatThrownBy(() -> JsonNumber.of(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonValue.parse("[" + number + ",1]"))
        .isInstanceOf(JsonDecodeException.class);
  }

  @Test
  void numbersConvertExactlyOrNotAtAll() {
    assertThat(JsonNumber.of("9007199254740993").longValue()).isEqualTo(9007199254740993L);
    assertThat(JsonNumber.of("1e2").intValue()).isEqualTo(100);
    assertThat(JsonNumber.of("1.10").bigDecimalValue()).isEqualTo(new BigDecimal("1.10"));
    assertThat(JsonNumber.of("1e3").bigIntegerValue()).isEqualTo(BigInteger.valueOf(1000));
    assertThat(JsonNumber.of("0.5").doubleValue()).isEqualTo(0.5);
    assertThatThrownBy(() -> JsonNumber.of("1.5").longValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> JsonNumber.of("2147483648").intValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> JsonNumber.of("1e999999999").bigIntegerValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> JsonNumber.of("1e99999999999").longValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> JsonNumber.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "1.0,true",
    "1e2,true",
    "1.5,false",
    "1e-1,false",
    "10e-1,true",
    "-0.0,true",
    "0e-99999999999,true",
    "1e99999999999,true",
    "1e-99999999999,false",
    "1.20e1,true",
    "1.21e1,false"
  })
  void integersAreNumbersWithoutAFraction(String number, boolean integer) {
    assertThat(JsonNumber.of(number).isInteger()).isEqualTo(integer);
  }

  @Test
  void numbersAreEqualIfTheirTextsAre() {
    assertThat(JsonNumber.of("1.10"))
        .isEqualTo(JsonNumber.of("1.10"))
        .hasSameHashCodeAs(JsonNumber.of("1.10"))
        .isNotEqualTo(JsonNumber.of("1.1"));
  }

  @Test
  void theOrderOfMembersIsKeptAndDoesNotCount() {
    JsonValue one = JsonValue.parse("{\"b\":1,\"a\":2}");

    assertThat(one.toJson()).isEqualTo("{\"b\":1,\"a\":2}");
    assertThat(one).isEqualTo(JsonValue.parse("{\"a\":2,\"b\":1}"));
    assertThat(one).isNotEqualTo(JsonValue.parse("{\"a\":2,\"b\":1,\"c\":null}"));
  }

  @Test
  void aMemberThatIsThereTwiceIsAnErrorWithItsPath() {
    assertThatThrownBy(() -> JsonValue.parse("{\"a\":[{\"b\":1,\"c\":2,\"b\":1}]}"))
        .isInstanceOfSatisfying(
            JsonDecodeException.class, e -> assertThat(e.path()).isEqualTo("$.a[0].b"))
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"a\\udc00b\"",
        "\"\\ud83dx\"",
        "{\"\\udfff\":1}",
        "\"\\u2028\""
      })
  void charactersThatUtf8HasNoBytesForAreWrittenAsEscapes(String json) {
    JsonValue value = JsonValue.parse(json);

    assertThat(value.toJson()).isEqualToIgnoringCase(json);
    assertThat(JsonValue.parse(value.toJson())).isEqualTo(value);
  }

  @Test
  void loneSurrogatesInTheTextItselfAreKeptToo() {
    assertThat(JsonValue.parse("\"x\ud800\"")).isEqualTo(new JsonString("x\ud800"));
    assertThat(JsonValue.parse("\"\ud83d\ude00\"")).isEqualTo(new JsonString("\ud83d\ude00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1", "{\"a\"}", "[1,]", "{} {}", "1 2", "nul", "'a'", "True", "NULL", "[1 2]"
      })
  void whatIsNoJsonIsRefused(String json) {
    assertThatThrownBy(() -> JsonValue.parse(json)).isInstanceOf(JsonDecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\nb\"",
        "\"\t\"",
        "\"\u0001\"",
        "\"\\'\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a",
        "{a:1}"
      })
  void whatIsNoJsonStringIsRefused(String json) {
    assertThatThrownBy(() -> JsonValue.parse(json)).isInstanceOf(JsonDecodeException.class);
  }

  @Test
  void escapesStandForWhatTheySay() {
    assertThat(JsonValue.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00x\""))
        .isEqualTo(new JsonString("\"\\/\b\f\n\r\té\ud83d\ude00x"));
  }

  @Test
  void aByteOrderMarkAndSpaceAroundAreAllowed() {
    assertThat(JsonValue.parse("\ufeff {} \n")).isEqualTo(JsonObject.of());
  }

  @Test
  void valuesThatHoldThemselvesTooDeepAreRefusedAndNotACrash() {
    String deep = "[".repeat(500) + "]".repeat(500);

    assertThat(JsonValue.parse(deep).toJson()).isEqualTo(deep);
    assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessageContaining("500 levels");
  }

  @Test
  void objectsAreBuiltMemberByMember() {
    JsonObject object =
        JsonObject.builder()
            .put("text", "x")
            .put("whole", 1)
            .put("part", 0.5)
            .put("flag", true)
            .put("none", JsonNull.NULL)
            .put("list", JsonArray.of(JsonNumber.of(1), JsonObject.of()))
            .build();

    assertThat(object.toJson())
        .isEqualTo(
            "{\"text\":\"x\",\"whole\":1,\"part\":0.5,\"flag\":true,\"none\":null,\"list\":[1,{}]}");
    assertThat(object.get("none")).isEqualTo(JsonNull.NULL);
    assertThat(object.get("absent")).isNull();
    assertThat(JsonObject.parse(object.toString())).isEqualTo(object);
    assertThatThrownBy(() -> JsonObject.parse("[]")).isInstanceOf(JsonDecodeException.class);
    assertThatThrownBy(() -> object.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
