package dev.concordat.client.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTests {
  enum Unit {
    CELSIUS,
    FAHRENHEIT
  }

  record Part(@Description("In order") List<String> names, @Nullable Unit unit) {}

  @Description("All that a component may be")
  record Whole(
      String text,
      boolean on,
      int small,
      Long large,
      BigInteger huge,
      double rough,
      BigDecimal exact,
      Map<String, Part> parts,
      Optional<Part> part,
      JsonObject object,
      JsonValue any) {}

  private static final String SCHEMA =
      """
      {"type":"object","description":"All that a component may be","properties":{
      "text":{"type":"string"},"on":{"type":"boolean"},"small":{"type":"integer"},
      "large":{"type":"integer"},"huge":{"type":"integer"},"rough":{"type":"number"},
      "exact":{"type":"number"},"parts":{"type":"object","additionalProperties":PART},
      "part":PART,"object":{"type":"object"},"any":{}},
      "required":["text","on","small","large","huge","rough","exact","parts","object","any"],
      "additionalProperties":false}
      """
          .replace(
              "PART",
              """
              {"type":"object","properties":{"names":{"type":"array","items":{"type":"string"},
              "description":"In order"},"unit":{"type":"string","enum":["CELSIUS","FAHRENHEIT"]}},
              "required":["names"],"additionalProperties":false}
              """);
  private static final String VALUE =
      "{\"text\":\"a\",\"on\":true,\"small\":-1,\"large\":9007199254740993,"
          + "\"huge\":123456789012345678901234567890,\"rough\":1.5,\"exact\":1.10,"
          + "\"parts\":{\"b\":{\"names\":[\"x\",\"y\"],\"unit\":\"CELSIUS\"},\"a\":{\"names\":[]}},"
          + "\"object\":{\"z\":null},\"any\":[1.0]}";

  @Test
  void aRecordHasASchema() {
    assertThat(Records.schema(Whole.class)).isEqualTo(JsonObject.parse(SCHEMA));
  }

  @Test
  void aRecordIsReadAndWrittenBack() {
    Whole whole = Records.read(Whole.class, VALUE);

    assertThat(whole.large()).isEqualTo(9007199254740993L);
    assertThat(whole.exact()).isEqualTo(new BigDecimal("1.10"));
    assertThat(whole.part()).isEmpty();
    assertThat(whole.parts().keySet()).containsExactly("b", "a");
    assertThat(whole.parts().get("b").unit()).isEqualTo(Unit.CELSIUS);
    assertThat(whole.parts().get("a").unit()).isNull();
    assertThat(Records.write(whole).toJson()).isEqualTo(VALUE);
  }

  @Test
  void whatARecordHasNotIsPassedOver() {
    assertThat(Records.read(Part.class, "{\"names\":[],\"unit\":null,\"more\":1}"))
        .isEqualTo(new Part(List.of(), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                | expected an object, found [] at $",
        "{}                                | \"names\" is missing at $",
        "{\"names\":null}                  | expected an array, found null at $.names",
        "{\"names\":[\"a\",1]}             | expected a string, found 1 at $.names[1]",
        "{\"names\":[],\"unit\":\"KELVIN\"}| expected one of [CELSIUS, FAHRENHEIT]",
      })
  void whatIsNoRecordIsToldWithItsPath(String json, String message) {
    assertThatThrownBy(() -> Records.read(Part.class, json))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessageContaining(message);
  }

  record Small(int number) {}

  @ParameterizedTest
  @CsvSource({"1.5", "2147483648", "1e9999999999"})
  void aNumberThatDoesNotFitIsNotRounded(String number) {
    assertThatThrownBy(() -> Records.read(Small.class, "{\"number\":" + number + "}"))
        .isInstanceOf(JsonDecodeException.class)
        .hasMessage("expected an integer that fits, found " + number + " at $.number");
  }

  record Dated(LocalDate date) {}

  record Tree(List<Tree> children) {}

  record Keyed(Map<Integer, String> names) {}

  @Test
  void aComponentThatHasNoSchemaIsNamed() {
    assertThatThrownBy(() -> Records.schema(Dated.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Dated.date")
        .hasMessageContaining("java.time.LocalDate");
    assertThatThrownBy(() -> Records.schema(Keyed.class)).hasMessageContaining("Keyed.names");
    assertThatThrownBy(() -> Records.schema(Tree.class))
        .hasMessageContaining("Tree is a part of itself");
  }

  record Checked(int age) {
    Checked {
      if (age < 0) {
        throw new IllegalStateException("an age below 0");
      }
    }
  }

  @Test
  void whatAConstructorThrowsIsThrown() {
    assertThatThrownBy(() -> Records.read(Checked.class, "{\"age\":-1}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an age below 0");
  }

  @Test
  void whatHasNoJsonIsRefused() {
    assertThatThrownBy(() -> Records.write(LocalDate.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.time.LocalDate");
  }
}
