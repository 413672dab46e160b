package dev.concordat.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Schemas of callers mean in each dialect what the dialect says, or are said not to be read. */
final class CallerSchemaTests {
  record Case(JsonNode json) {
    JsonNode schema() {
      return json.path("schema");
    }

    @Override
    public String toString() {
      return json.path("name").asString();
    }
  }

  private static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    TestFiles.read(TestFiles.resource("schemas/callers.yaml"))
        .forEach(json -> cases.add(new Case(json)));
    return cases;
  }

  static List<Case> usable() {
    return all().stream().filter(each -> !each.json().has("unusable")).toList();
  }

  static List<Case> unusable() {
    return all().stream().filter(each -> each.json().has("unusable")).toList();
  }

  @ParameterizedTest
  @MethodSource("usable")
  void schemaTakesAndRefusesWhatItsDialectSays(Case each) {
    assertThat(each.json().has("takes") || each.json().has("refuses")).isTrue();
    for (JsonNode value : each.json().path("takes")) {
      assertThat(problems(each.schema(), value)).as("%s", value).isEmpty();
    }
    for (JsonNode value : each.json().path("refuses")) {
      assertThat(problems(each.schema(), value)).as("%s", value).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void schemaThatIsNotReadSaysWhy(Case each) {
    assertThatExceptionOfType(CallerSchema.UnusableException.class)
        .isThrownBy(() -> CallerSchema.of(each.schema()))
        .withMessageContaining(each.json().path("unusable").asString());
  }

  @Test
  void equalSchemasAreCompiledOnce() {
    assertThat(CallerSchema.of(json("{\"type\": \"string\", \"minLength\": 41}")))
        .isSameAs(CallerSchema.of(json("{\"type\": \"string\", \"minLength\": 41}")))
        .isNotSameAs(CallerSchema.of(json("{\"type\": \"string\", \"minLength\": 42}")));
  }

  @Test
  void schemaOfTooManySchemasIsNotRead() {
    // Each of the references makes another copy of all that is below it.
    int depth = 400;
    String inner =
        IntStream.range(0, depth).mapToObj(i -> "{\"not\": ").collect(Collectors.joining());
    String references =
        IntStream.range(1, depth)
            .mapToObj(i -> "{\"$ref\": \"#/$defs/a%s\"}".formatted("/not".repeat(i)))
            .collect(Collectors.joining(", "));
    JsonNode schema =
        json(
            "{\"anyOf\": [%s], \"$defs\": {\"a\": %strue%s}}"
                .formatted(references, inner, "}".repeat(depth)));

    assertThatExceptionOfType(CallerSchema.UnusableException.class)
        .isThrownBy(() -> CallerSchema.of(schema))
        .withMessageContaining("more than 20000 schemas");
  }

  @Test
  void patternThatNestsTooDeepIsSaidToBeNone() {
    String pattern = "(".repeat(20_000) + ")".repeat(20_000);

    assertThatExceptionOfType(CallerSchema.UnusableException.class)
        .isThrownBy(() -> CallerSchema.of(json("{\"pattern\": \"%s\"}".formatted(pattern))))
        .withMessageContaining("is no regular expression: Stack overflow");
  }

  private static List<Problem> problems(JsonNode schema, JsonNode value) {
    return new CallerSchemas().validate(value, schema).asserted();
  }

  private static JsonNode json(String text) {
    return Objects.requireNonNull(JsonText.of(text).value());
  }
}
