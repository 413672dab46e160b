package dev.concordat.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class JsonTextTests {
  private static JsonNode value(String text) {
    JsonText json = JsonText.of(text);
    assertThat(json.failure()).isNull();
    JsonText.Failure ofBytes = JsonText.of(Body.of("application/json", text)).failure();
    assertThat(ofBytes).isNull();
    return json.value();
  }

  private static String rule(String text) {
    JsonText json = JsonText.of(text);
    assertThat(json.value()).isNull();
    String rule = json.failure().rule();
    assertThat(JsonText.of(Body.of("application/json", text)).failure().rule()).isEqualTo(rule);
    return rule;
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(value("9007199254740993").bigIntegerValue())
        .isEqualTo(new BigInteger("9007199254740993"));
    assertThat(value("123456789012345678901234567890").bigIntegerValue())
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(value("2.0000000000000000000001").decimalValue())
        .isEqualTo(new BigDecimal("2.0000000000000000000001"));
    assertThat(value("1.10").decimalValue()).isEqualTo(new BigDecimal("1.10"));
    assertThat(value("1e400000000").decimalValue()).isEqualTo(new BigDecimal("1e400000000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1 | no valid JSON: Unexpected end-of-input: expected close marker for Object at"
            + " line",
        "[NaN]     | no valid JSON: Non-standard token 'NaN' at line",
        "[0x5]     | no valid JSON: Unexpected character ('x' (code 120)) at line",
        "[1] // a  | no valid JSON: Unexpected character ('/' (code 47)): maybe a (non-standard)"
            + " comment? at line",
        "[\u001E1] | no valid JSON: Illegal character ((CTRL-CHAR, code 30)): only regular white"
            + " space (\\r, \\n, \\t) is allowed between tokens at line",
      })
  void messageSpeaksOfTheTextAndNotOfTheParser(String text, String message) {
    assertThat(JsonText.of(text).failure().message()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{              | true",
        "{\"a           | true",
        "{\"a\"         | true",
        "{\"a\":        | true",
        "{\"a\": tru    | true",
        "{\"a\": 12.    | true",
        "{\"a\": [1,    | true",
        "`{\"a\": 1,\n  ` | true",
        "{\"a\": 1,     | true",
        "{\"a\": \"ä\\u00 | true",
        "{\"a\": 1} {   | false",
        "{\"a\": tru}   | false",
        "{a: 1}         | false",
        "{\"a\": 1,}    | false",
      })
  void textThatEndsWhereMoreIsExpectedIsCut(String text, boolean isCut) {
    assertThat(JsonText.of(text).failure().isCut()).isEqualTo(isCut);
    assertThat(JsonText.of(Body.of("application/json", text)).failure().isCut()).isEqualTo(isCut);
  }

  @Test
  void anyValueMayStandAtTheTop() {
    assertThat(value("null").isNull()).isTrue();
    assertThat(value(" \t\r\n\"a\" ").stringValue()).isEqualTo("a");
    assertThat(value("[]").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "[Infinity]",
        "01",
        "+1",
        ".5",
        "1.",
        "True",
        "[] []",
        "[] x",
        "/* */ []",
        "[] // x",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u00g0\""
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThat(rule(text)).isEqualTo("json.syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[{\"b\":{\"a\":1,\"\\u0061\":2}}]"})
  void memberThatStandsTwiceIsRefused(String text) {
    assertThat(rule(text)).isEqualTo("json.duplicate");
  }

  @Test
  void byteOrderMarkIsRefused() {
    assertThat(rule("\uFEFF{}")).isEqualTo("json.bom");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void otherEncodingsAreNotGuessed(String charset) throws Exception {
    JsonText json = JsonText.of(Body.of("application/json", "{\"a\": 1}".getBytes(charset)));

    assertThat(json.failure().rule()).isEqualTo("json.syntax");
    assertThat(json.failure().message()).contains("expected UTF-8");
  }

  @Test
  void encodingThatIsStatedIsTaken() {
    byte[] bytes = "{\"a\": \"é\"}".getBytes(StandardCharsets.UTF_16LE);

    JsonText json =
        JsonText.of(new Body("application/json", bytes, StandardCharsets.UTF_16LE, null, null, 0));

    assertThat(json.value().path("a").asString()).isEqualTo("é");
  }

  @Test
  void depthIsBounded() {
    assertThat(value("[".repeat(500) + "]".repeat(500)).size()).isEqualTo(1);
    assertThat(rule("[".repeat(100_000) + "]".repeat(100_000))).isEqualTo("json.limit");
    assertThat(rule("{\"a\":".repeat(100_000))).isEqualTo("json.limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1.5e-99999999999", "[1E+99999999999]"})
  void exponentThatNoNumberHoldsIsALimitAndNoMistake(String text) {
    assertThat(rule(text)).isEqualTo("json.limit");
  }

  @Test
  void digitsOfANumberAreBounded() {
    assertThat(value("1".repeat(1000)).isNumber()).isTrue();
    assertThat(rule("1".repeat(1001))).isEqualTo("json.limit");
    assertThat(rule("0." + "1".repeat(1001))).isEqualTo("json.limit");
  }

  @Test
  void messageHasThePlace() {
    assertThat(JsonText.of("{\n \"a\": x}").failure().message())
        .startsWith("no valid JSON: ")
        .contains(" at line 2, column ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": [1 | no valid JSON: Unexpected end-of-input: expected close marker for Array at line 1, column 9
          {"a": 1] | no valid JSON: Unexpected close marker ']': expected '}' at line 1, column 9
          """)
  void messagesSayWhatIsWrongAndWhere(String text, String message) {
    assertThat(JsonText.of(text).failure().message()).isEqualTo(message);
  }
}
