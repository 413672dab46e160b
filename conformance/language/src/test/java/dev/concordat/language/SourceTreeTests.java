package dev.concordat.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceTreeTests {
  private static SourceTree read(String text) {
    return SourceTree.read(
        "a.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void eachNodeKnowsItsLine() {
    SourceTree tree =
        read(
            """
            paths:
              /a~b:
                get: {operationId: x}
            list:
              - one
              -
                two: 2
            """);

    assertThat(tree.line("/paths/~1a~0b")).isEqualTo(2);
    assertThat(tree.line("/paths/~1a~0b/get/operationId")).isEqualTo(3);
    assertThat(tree.line("/list/1/two")).isEqualTo(7);
    // Of what is not there, that of the nearest around it.
    assertThat(tree.line("/paths/~1a~0b/get/responses/200")).isEqualTo(3);
    assertThat(tree.line("")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "true, BOOLEAN",
    "yes, STRING",
    "null, NULL",
    "~, STRING",
    "012, STRING",
    "1_000, STRING",
    "1e400, NUMBER",
    "9007199254740993, NUMBER",
    "2024-01-01, STRING",
    "'\"1\"', STRING",
    "'''no''', STRING"
  })
  void scalarsAreThoseOfJson(String scalar, String type) {
    assertThat(read("a: " + scalar).root().path("a").getNodeType()).hasToString(type);
  }

  @Test
  void numbersAreNotRounded() {
    assertThat(read("a: 9007199254740993").root().path("a").bigIntegerValue())
        .hasToString("9007199254740993");
    assertThat(read("a: 1.10").root().path("a").decimalValue()).hasToString("1.10");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &b 1\\nc: *b | a.yaml:2: aliases (*b) are refused; use $ref",
        "a: 1\\na: 2 | a.yaml:2: the key 'a' stands here twice",
        "a: !!java.util.Date 1 | a.yaml:1: the tag tag:yaml.org,2002:java.util.Date is refused",
        "a: .inf | a.yaml:1: .inf is no number of JSON",
        "[a]: 1 | a.yaml:1: a key must be a text",
        "'' | a.yaml: the file is empty",
        "a: 1\\n---\\nb: 1 | a.yaml: the file has more than one document"
      })
  void whatIsRefusedIsToldWithItsLine(String text, String message) {
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> read(text.replace("\\n", "\n")))
        .withMessage(message);
  }

  @Test
  void depthIsBounded() {
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> read("[".repeat(200) + "]".repeat(200)))
        .withMessageContaining("deeper than 100 levels");
  }

  @Test
  void allThatIsRefusedIsToldAtOnce() {
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> read("a: &x 1\nb: *x\nc: !y 2\n"))
        .satisfies(refused -> assertThat(refused.mistakes()).hasSize(2));
  }
}
