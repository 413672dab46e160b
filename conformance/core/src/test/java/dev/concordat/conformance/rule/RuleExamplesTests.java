package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.stream.WireCases;
import dev.concordat.conformance.verdict.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** No rule is in the catalogue that nothing breaks: a case, an example, or a test that is named. */
final class RuleExamplesTests {
  private static final JsonNode EXAMPLES =
      TestFiles.read(TestFiles.resource("rules/examples.yaml"));

  @TempDir Path folder;

  static Stream<JsonNode> schemas() {
    return EXAMPLES.path("schemas").valueStream();
  }

  // Severity and place stand on either side.
  private static Stream<String> ofCases() {
    return Stream.concat(
        ExchangeCasesTests.cases()
            .flatMap(each -> each.findings().stream())
            .map(line -> line.split(" +", -1)[1]),
        WireCases.all().stream()
            .flatMap(each -> each.json().path("findings").valueStream())
            .map(finding -> finding.path("rule").asString()));
  }

  @Test
  void everyRuleIsBrokenSomewhere() {
    Set<String> broken = new TreeSet<>(ofCases().toList());
    schemas().forEach(example -> broken.add(example.path("rule").asString()));
    broken.addAll(EXAMPLES.path("elsewhere").propertyNames());

    assertThat(RuleCatalogue.all().stream().map(RuleCatalogue.Entry::id))
        .containsExactlyInAnyOrderElementsOf(broken);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemaIsBrokenAsItsExampleSays(JsonNode example) throws IOException {
    Judge judge = judge(example.path("schema"));

    assertThat(rules(judge, example.path("breaks").asString()))
        .contains(example.path("rule").asString());
    assertThat(rules(judge, example.path("holds").asString()))
        .noneMatch(rule -> rule.startsWith("schema."));
  }

  @Test
  void mistakesBeyondAThousandAreSaidTogether() throws IOException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ObjectNode properties = schema.putObject("properties");
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i <= 1000; i++) {
      properties.putObject("m" + i).put("type", "string");
      value.put("m" + i, i);
    }

    assertThat(rules(judge(schema), value.toString())).contains("schema.more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneOf", "anyOf"})
  void valueThatNoBranchTakesIsOneFinding(String union) throws IOException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray(union).addObject().put("type", "string");
    ((ArrayNode) schema.path(union)).addObject().put("type", "array");

    assertThat(rules(judge(schema), "5")).containsExactly("schema.type");
    assertThat(rules(judge(schema), "\"a\"")).isEmpty();
  }

  @Test
  void testsThatAreNamedNameTheRule() throws IOException {
    for (Map.Entry<String, JsonNode> each : EXAMPLES.path("elsewhere").properties()) {
      String test = each.getValue().asString() + ".java";
      try (Stream<Path> files = Files.walk(Path.of(".."))) {
        List<Path> named = files.filter(file -> file.endsWith(test)).toList();
        assertThat(named)
            .as("%s, which shows %s", test, each.getKey())
            .anySatisfy(file -> assertThat(file).content().contains(each.getKey()));
      }
    }
  }

  private Judge judge(JsonNode schema) throws IOException {
    ObjectNode sourced = ((ObjectNode) schema).deepCopy();
    sourced.putObject("x-source").put("document", "page").put("section", "Asking");
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(
        folder.resolve("own/openapi.yaml"),
        """
        openapi: 3.1.0
        info: {title: One schema, version: '1'}
        x-documents: {page: {title: A page, date: undated}}
        x-ledger: [own-01]
        servers: [{url: 'https://own.example'}]
        paths:
          /ask:
            get:
              operationId: ask
              x-source: {document: page, section: Asking}
              responses:
                '200':
                  description: An answer.
                  content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
        components:
          schemas:
            Answer: %s
        """
            .formatted(sourced));
    Files.writeString(
        folder.resolve("own/ledger.yaml"),
        """
        provider: own
        entries:
          - id: own-01
            title: One entry
            stated: [{document: page, section: Asking, says: nothing}]
            verdict: Nothing follows.
            evidence: [None.]
            contract: ['#/info']
        """);
    return new Judge(Contracts.read(folder), null);
  }

  private static List<String> rules(Judge judge, String answer) {
    Exchange.Request request =
        new Exchange.Request("GET", "https://own.example/ask", Headers.of(), null);
    Body body = Body.of("application/json", answer);
    Exchange exchange = new Exchange(request, new Exchange.Response(200, Headers.of(), body));
    return judge.judge(exchange).findings().stream().map(Finding::rule).toList();
  }
}
