package dev.concordat.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concordat.conformance.exchange.JsonText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Work is bounded by what a value is worth, in counted steps and not in time. */
final class StepBudgetTests {
  record Bomb(String name, String schema, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bomb> bombs() {
    String chain =
        IntStream.range(0, 25)
            .mapToObj(i -> "\"d%d\": {\"%%s\": [%s, %s]}".formatted(i, next(i), next(i)))
            .collect(Collectors.joining(", "));
    String fan = "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s, \"d25\": {\"type\": \"string\"}}}";
    String many =
        IntStream.range(0, 3_000)
            .mapToObj("{\"maxProperties\": 0, \"minProperties\": %d}"::formatted)
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, 5_000).mapToObj("\"n%d\""::formatted).collect(Collectors.joining(", "));
    String objects = "{\"a\": 1}, ".repeat(999) + "{\"a\": 1}";
    String deep = "{\"a\": ".repeat(40) + "{}" + "}".repeat(40);
    return List.of(
        new Bomb("anyOf of the next twice", fan.formatted(chain.formatted(all("anyOf"))), "\"x\""),
        new Bomb("oneOf of the next twice", fan.formatted(chain.formatted(all("oneOf"))), "\"x\""),
        new Bomb("allOf of the next twice", fan.formatted(chain.formatted(all("allOf"))), "\"x\""),
        new Bomb(
            "a union that doubles with each level of the value",
            """
            {"$ref": "#/$defs/n", "$defs": {"n": {"oneOf": [
              {"properties": {"a": {"$ref": "#/$defs/n"}}, "maxProperties": 1},
              {"properties": {"a": {"$ref": "#/$defs/n"}}, "minProperties": 5}]}}}
            """,
            deep),
        new Bomb(
            "a condition that doubles with each level of the value",
            """
            {"$ref": "#/$defs/n", "$defs": {"n": {
              "if": {"properties": {"a": {"$ref": "#/$defs/n"}}},
              "then": {"properties": {"a": {"$ref": "#/$defs/n"}}}}}}
            """,
            deep),
        new Bomb(
            "a large union for each of many values",
            "{\"items\": {\"anyOf\": [%s, true]}}".formatted(many),
            "[%s]".formatted(objects)),
        new Bomb(
            "many required names for each of many values",
            "{\"items\": {\"if\": {\"required\": [%s]}}}".formatted(names),
            "[%s]".formatted(objects)),
        new Bomb(
            "a large constant for each of many values",
            "{\"items\": {\"anyOf\": [%s]}}"
                .formatted("{\"enum\": [[1]]}, ".repeat(2_000) + "true"),
            "[%s]".formatted(("[" + "1, ".repeat(100) + "1], ").repeat(20) + "1")),
        new Bomb(
            "branches that note what they have evaluated",
            "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s\"d22\": {\"type\": \"string\"}}}"
                .formatted(
                    IntStream.range(0, 22)
                        .mapToObj(
                            i ->
                                """
                                "d%d": {"anyOf": [
                                  {"properties": {"a": %s}, "unevaluatedProperties": false},
                                  {"properties": {"a": %s}, "unevaluatedProperties": true}]},
                                """
                                    .formatted(i, next(i), next(i)))
                        .collect(Collectors.joining())),
            "{\"a\": ".repeat(30) + "1" + "}".repeat(30)),
        new Bomb(
            "a slow pattern for each of many texts",
            "{\"items\": {\"pattern\": \"(a+a+)+c\"}}",
            "[%s]".formatted(("\"" + "a".repeat(100) + "b\", ").repeat(200) + "\"\"")));
  }

  private static String next(int i) {
    return "{\"$ref\": \"#/$defs/d%d\"}".formatted(i + 1);
  }

  private static Object[] all(String keyword) {
    return IntStream.range(0, 25).mapToObj(i -> keyword).toArray();
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void workThatTheValueIsNotWorthIsNotDone(Bomb bomb) {
    JsonNode value = json(bomb.value());
    StepBudget budget = new StepBudget();

    assertThatExceptionOfType(SchemaEngine.BudgetException.class)
        .isThrownBy(() -> CallerSchema.of(json(bomb.schema())).validate(value, budget))
        .withMessageContaining("more than its size explains")
        .satisfies(e -> assertThat(e.rule()).isEqualTo("schema.budget"));
    long worth = StepBudget.BASE + StepBudget.PER_VALUE * StepBudget.sizeOf(value);
    assertThat(budget.spent()).isBetween(StepBudget.BASE, 2 * worth);
  }

  @Test
  void oneBudgetIsForAllThatComesWithARequest() {
    JsonNode schema = json("{\"items\": {\"pattern\": \"(a+a+)+c\"}}");
    JsonNode value = json("[%s\"\"]".formatted(("\"" + "a".repeat(100) + "b\", ").repeat(8)));
    CallerSchemas callers = new CallerSchemas();

    assertThat(callers.validate(value, schema).asserted()).hasSize(9);
    assertThatExceptionOfType(SchemaEngine.BudgetException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                callers.validate(value, schema);
              }
            });
  }

  @Test
  void oneBudgetIsForAllChunksOfAStream() {
    JsonNode schema = json("{\"items\": {\"pattern\": \"(a+a+)+c\"}}");
    JsonNode value = json("[%s\"\"]".formatted(("\"" + "a".repeat(100) + "b\", ").repeat(8)));
    SchemaGraph graph = CallerSchema.of(schema).graph();
    SchemaEngine engine = SchemaEngine.of(graph);
    SchemaEngine ofOne = engine.ofOneExchange();

    assertThat(engine.validate(value, graph.at("#"))).hasSize(9);
    assertThatExceptionOfType(SchemaEngine.BudgetException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                ofOne.validate(value, graph.at("#"));
              }
            });
    assertThat(engine.validate(value, graph.at("#"))).hasSize(9);
  }

  @Test
  void chunksThatCostNoMoreThanTheyAreWorthAreValidatedHoweverManyTheyAre() {
    JsonNode schema = json("{\"items\": {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 9}}");
    SchemaGraph graph = CallerSchema.of(schema).graph();
    SchemaEngine ofOne = SchemaEngine.of(graph).ofOneExchange();

    for (int i = 0; i < 20_000; i++) {
      assertThat(ofOne.validate(json("[1, 2, 3]"), graph.at("#"))).isEmpty();
    }
  }

  @Test
  void workThatGrowsWithTheValueIsDoneForEveryValue() {
    JsonNode schema =
        json(
            """
            {"items": {"type": "object", "required": ["k", "n"], "additionalProperties": false,
              "properties": {
                "k": {"enum": ["a", "b", "c"]},
                "n": {"type": ["integer", "null"], "minimum": 0, "maximum": 9},
                "t": {"anyOf": [{"type": "string", "pattern": "^[a-z]*$"}, {"type": "null"}]}}}}
            """);
    long few = steps(schema, 1_000);
    long many = steps(schema, 8_000);

    assertThat(many).isBetween(7 * few, 9 * few);
    assertThat(steps(schema, 100_000)).isGreaterThan(StepBudget.BASE);
  }

  private static long steps(JsonNode schema, int values) {
    JsonNode value =
        json(
            "[%s]"
                .formatted(
                    "{\"k\": \"a\", \"n\": 5, \"t\": \"x\"}, ".repeat(values)
                        + "{\"k\": \"b\", \"n\": null}"));
    StepBudget budget = new StepBudget();
    assertThat(CallerSchema.of(schema).validate(value, budget).asserted()).isEmpty();
    return budget.spent();
  }

  private static JsonNode json(String text) {
    return Objects.requireNonNull(JsonText.of(text).value());
  }
}
