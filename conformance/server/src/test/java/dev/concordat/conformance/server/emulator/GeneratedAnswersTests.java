package dev.concordat.conformance.server.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.conformance.server.instance.Preferences;
import dev.concordat.conformance.verdict.Finding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class GeneratedAnswersTests {
  private static final int REQUESTS = 150;
  private static final Emulator EMULATOR = Emulator.start();

  @AfterAll
  static void close() {
    EMULATOR.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas", "qianfan"})
  void whateverIsAskedWithinTheContractIsAnsweredWithinIt(String provider) throws Exception {
    Contract contract = Caller.CONTRACTS.of(provider);
    Caller caller = new Caller(EMULATOR, provider);
    Random random = new Random(20_251_122);
    for (int i = 0; i < REQUESTS; i++) {
      for (Operation operation : contract.operations()) {
        if (operation.method().equals("POST")) {
          JsonNode request = request(contract, operation, random);
          Exchange exchange = caller.post(operation.path(), request.toString());
          assertThat(Caller.status(exchange))
              .as("request %s: %s", request, Caller.text(exchange))
              .isEqualTo(200);
          List<Finding> findings =
              caller.judge(exchange).findings().stream()
                  .filter(finding -> finding.part().startsWith("response"))
                  .toList();
          assertThat(findings).as("request %s", request).isEmpty();
        }
      }
    }
  }

  private static JsonNode request(Contract contract, Operation operation, Random random) {
    JsonNode made =
        new InstanceGenerator(contract.schemas(), contract.engine(), Preferences.random(random))
            .generate(operation.requestBody().content().get("application/json").schema());
    assertThat(made).isNotNull();
    ObjectNode request = (ObjectNode) made;
    if (request.has("n")) {
      request.put("n", 1 + random.nextInt(4));
    }
    for (JsonNode tool : request.path("tools")) {
      if (tool.path("function") instanceof ObjectNode function) {
        parameters(random, function);
      }
    }
    for (JsonNode function : request.path("functions")) {
      parameters(random, (ObjectNode) function);
    }
    satisfiable(request);
    return request;
  }

  // What contradicts itself: a call of a tool that is not offered, and JSON that is to stop in the
  // middle. A text after a grammar is what the emulator has not got.
  private static void satisfiable(ObjectNode request) {
    boolean hasTools =
        request
            .path("tools")
            .valueStream()
            .anyMatch(tool -> tool.has("function") || isFree(tool.path("custom")));
    String choice = request.path("tool_choice").asString("");
    if (request.path("tool_choice").isObject() || (choice.equals("required") && !hasTools)) {
      request.put("tool_choice", "auto");
    }
    if (request.path("response_format").path("type").asString("").startsWith("json_")) {
      request.remove(List.of("stop", "stop_token_ids", "max_tokens", "max_completion_tokens"));
    }
  }

  private static boolean isFree(JsonNode custom) {
    return custom.isObject() && !custom.at("/format/type").asString("text").equals("grammar");
  }

  private static void parameters(Random random, ObjectNode function) {
    ObjectNode parameters = function.putObject("parameters").put("type", "object");
    ObjectNode properties = parameters.putObject("properties");
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = "p" + i;
      properties.set(name, PARAMETERS.get(random.nextInt(PARAMETERS.size())));
      if (random.nextBoolean()) {
        parameters.withArray("required").add(name);
      }
    }
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> PARAMETERS =
      List.of(
          NODES.objectNode().put("type", "string").put("pattern", "^[A-Z]{3}-\\d+$"),
          NODES.objectNode().put("type", "string").put("format", "email"),
          NODES.objectNode().put("type", "number").put("exclusiveMinimum", 0).put("maximum", 0.1),
          NODES.objectNode().put("type", "integer").put("minimum", -4).put("maximum", -2),
          NODES
              .objectNode()
              .put("type", "array")
              .put("minItems", 3)
              .put("uniqueItems", true)
              .set("items", NODES.objectNode().put("type", "integer")),
          NODES.objectNode().set("enum", NODES.arrayNode().add("a").add(1).addNull()),
          NODES.booleanNode(true));
}
