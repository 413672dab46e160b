package dev.concordat.conformance.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InstanceGeneratorTests {
  private static JsonNode generate(String schema, Preferences preferences) {
    SchemaGraph graph = SchemaGraph.compile(JsonText.of(schema).value(), List.of("#"));
    return new InstanceGenerator(graph, SchemaEngine.of(graph), preferences)
        .generate(graph.at("#"));
  }

  // What the generator gives has passed the engine.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "{}",
        "{\"type\": [\"null\", \"string\"]}",
        "{\"const\": {\"a\": 1}}",
        "{\"type\": \"string\", \"minLength\": 50, \"maxLength\": 60}",
        "{\"type\": \"string\", \"maxLength\": 0}",
        "{\"type\": \"string\", \"pattern\":"
            + " \"^(foo|bar)-[a-f0-9]{8}(-[^a0-9-]{4})+\\\\.(txt|md)$\"}",
        "{\"type\": \"string\", \"pattern\": \"\\\\d\", \"minLength\": 3}",
        "{\"type\": \"string\", \"pattern\": \"^[+]?\\\\w+@\\\\S*$\"}",
        "{\"type\": \"string\", \"format\": \"uuid\"}",
        "{\"type\": \"integer\", \"exclusiveMinimum\": 5, \"exclusiveMaximum\": 7}",
        "{\"type\": \"integer\", \"maximum\": -9223372036854775809}",
        "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 0.001}",
        "{\"type\": \"number\", \"multipleOf\": 0.25, \"minimum\": 1.1}",
        "{\"type\": \"array\", \"minItems\": 3, \"uniqueItems\": true, \"items\": {\"type\":"
            + " \"string\"}}",
        "{\"type\": \"array\", \"minItems\": 2, \"uniqueItems\": true, \"items\": {\"enum\": [1,"
            + " 2]}}",
        "{\"type\": \"array\", \"minItems\": 3, \"prefixItems\": [{\"type\": \"null\"}, {\"const\":"
            + " 2}]}",
        "{\"type\": \"object\", \"minProperties\": 3, \"additionalProperties\": {\"type\":"
            + " \"boolean\"}}",
        "{\"allOf\": [{\"required\": [\"a\"]}, {\"properties\": {\"a\": {\"type\": \"integer\","
            + " \"minimum\": 9}}}]}",
        "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"type\": \"integer\"}}}",
        "{\"oneOf\": [{\"type\": \"string\", \"minLength\": 3}, {\"type\": \"integer\"}]}",
        "{\"anyOf\": [false, {\"type\": \"boolean\"}]}",
        "{\"type\": \"object\", \"if\": {\"not\": {\"required\": [\"a\"]}}, \"then\":"
            + " {\"required\": [\"b\"]}, \"properties\": {\"a\": {\"type\": \"string\"}, \"b\":"
            + " {\"type\": \"integer\"}}}",
        "{\"type\": \"object\", \"required\": [\"a\"], \"dependentRequired\": {\"a\": [\"b\"]}}",
        "{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}}",
        "{\"type\": \"object\", \"required\": [\"x-a\", \"b\"], \"patternProperties\": {\"^x-\":"
            + " {\"type\": \"integer\"}, \"a$\": {\"minimum\": 3}}, \"additionalProperties\":"
            + " {\"type\": \"null\"}}",
        "{\"type\": \"object\", \"required\": [\"x-a\"], \"properties\": {\"x-a\": {\"maximum\":"
            + " 2}}, \"patternProperties\": {\"^x-\": {\"type\": \"integer\"}},"
            + " \"additionalProperties\": false}",
        "{\"type\": [\"integer\", \"string\"], \"enum\": [\"x\", 3]}",
        "{\"type\": \"object\", \"required\": [\"a/b~c\"], \"properties\": {\"a/b~c\": {\"enum\":"
            + " [null]}}}"
      })
  void valueIsMade(String schema) {
    for (Preferences preferences :
        List.of(Preferences.minimal(), Preferences.full(), Preferences.random(new Random(7)))) {
      assertThat(generate(schema, preferences)).as("%s", preferences).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "{\"type\": \"string\", \"minLength\": 5, \"maxLength\": 4}",
        "{\"type\": \"string\", \"minLength\": 2000000000}",
        "{\"type\": \"string\", \"pattern\": \"^(?=a)b$\"}",
        "{\"type\": \"array\", \"minItems\": 2000000000}",
        "{\"type\": \"array\", \"minItems\": 3, \"uniqueItems\": true, \"items\": {\"type\":"
            + " \"boolean\"}}",
        "{\"type\": \"object\", \"required\": [\"a\"], \"additionalProperties\": false}",
        "{\"type\": \"object\", \"required\": [\"a\"], \"patternProperties\": {\"b\": true},"
            + " \"additionalProperties\": false}",
        "{\"type\": \"object\", \"minProperties\": 1000000}",
        "{\"type\": \"object\", \"required\": [\"next\"], \"properties\": {\"next\": {\"$ref\":"
            + " \"#\"}}}",
        "{\"allOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]}",
        "{\"type\": \"integer\", \"minimum\": 1e400}",
        "{\"enum\": [1, 2], \"const\": 3}"
      })
  void whatNothingSatisfiesOrIsTooMuchIsNotMade(String schema) {
    assertThat(generate(schema, Preferences.minimal())).isNull();
  }

  @Test
  void schemaThatDoublesAtEachLevelIsGivenUp() {
    StringBuilder definitions = new StringBuilder("\"d0\": {\"type\": \"null\"}");
    for (int i = 1; i < 30; i++) {
      definitions.append(
          ", \"d%d\": {\"type\": \"object\", \"required\": [\"a\", \"b\"], \"properties\": {\"a\": {\"$ref\": \"#/$defs/d%d\"}, \"b\": {\"$ref\": \"#/$defs/d%d\"}}}"
              .formatted(i, i - 1, i - 1));
    }
    String schema = "{\"$ref\": \"#/$defs/d29\", \"$defs\": {%s}}".formatted(definitions);

    assertThat(generate(schema, Preferences.full())).isNull();
  }

  @Test
  void minimalValueHasOnlyWhatIsRequired() {
    String schema =
        "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\":"
            + " \"string\"}, \"b\": {\"type\": \"string\"}}}";
    assertThat(generate(schema, Preferences.minimal())).hasToString("{\"a\":\"a\"}");
    assertThat(generate(schema, Preferences.full())).hasToString("{\"a\":\"a\",\"b\":\"b\"}");
  }

  @Test
  void valueIsMadeForEachSchemaOfTheContracts() {
    for (Contract contract : Contracts.shipped().all()) {
      for (SchemaNode schema : contract.schemas().reachableFromComponents()) {
        for (Preferences preferences :
            List.of(Preferences.minimal(), Preferences.full(), Preferences.random(new Random(7)))) {
          InstanceGenerator generator =
              new InstanceGenerator(contract.schemas(), contract.engine(), preferences);
          assertThat(generator.generate(schema)).as(contract.place(schema.pointer())).isNotNull();
        }
      }
    }
  }
}
