package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Walk;
import dev.concordat.conformance.verdict.Judgement;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the exchange that tells a contract from a mutant of it: values that meet the schema which
 * was changed, and their neighbours on either side of what it allows. What it found stands in
 * {@code cases/exchanges/both-ways-*.yaml}, to be read by people and judged by every build.
 */
final class BothWays {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int INSTANCES = 600;
  private static final int KEPT = 8;
  private static final Map<String, String> BASES =
      Map.of(
          "intern listModels", "intern-models",
          "intern createChatCompletion", "intern-chat",
          "azion createChatCompletion", "azion-chat",
          "maas createChatCompletion", "maas-chat",
          "maas createCompletion", "maas-completion",
          "qianfan listEvaluableModels", "qianfan-list");

  /** Where a value stands in an exchange. */
  private enum Side {
    REQUEST,
    RESPONSE,
    CHUNK
  }

  /** An exchange in the form of the case files: a base and what is set in it. */
  record Found(String base, JsonNode set) {
    ExchangeCase exchange() {
      ObjectNode file = NODES.objectNode();
      file.put("base", base);
      ObjectNode only = file.putArray("cases").addObject().put("name", "found");
      only.set("set", set);
      return ExchangeCase.of("found", file).get(0);
    }
  }

  private record Sample(String base, Side side, JsonNode value, Map<String, List<String>> met) {
    int size() {
      return value.toString().length();
    }
  }

  private final JsonNode document;
  private final JsonNode components;
  private final Map<String, List<Sample>> samples = new TreeMap<>();
  private final Random random = new Random(20_261_125);

  BothWays(Contract contract) {
    this.document =
        TestFiles.read(TestFiles.SPEC.resolve(contract.provider()).resolve("openapi.yaml"));
    this.components = document.path("components").path("schemas");
    for (Operation operation : contract.operations()) {
      String base = BASES.get(contract.provider() + " " + operation.id());
      if (operation.requestBody() != null) {
        operation
            .requestBody()
            .content()
            .values()
            .forEach(type -> add(contract, base, Side.REQUEST, type.schema()));
      }
      Operation.Response response = operation.response(200);
      for (Operation.MediaType type : response.content().values()) {
        boolean isStream = type.stream() != null;
        add(contract, base, isStream ? Side.CHUNK : Side.RESPONSE, type.schema());
      }
      if (response.error() != null) {
        add(contract, base, Side.RESPONSE, response.error());
      }
    }
    samples.values().forEach(each -> each.sort(Comparator.comparingInt(Sample::size)));
    samples.replaceAll((pointer, each) -> each.subList(0, Math.min(KEPT, each.size())));
  }

  private void add(
      Contract contract, @Nullable String base, Side side, @Nullable SchemaNode schema) {
    if (base == null || schema == null) {
      return;
    }
    for (int i = 0; i < INSTANCES; i++) {
      JsonNode value = instance(schema.json(), 0, 1 + i % 9);
      Map<String, List<String>> met = new LinkedHashMap<>();
      new Walk(
              contract.engine(),
              new Walk.Visitor() {
                @Override
                public void value(SchemaNode at, JsonNode node, InstancePath path) {
                  met.computeIfAbsent(at.pointer(), p -> new ArrayList<>()).add(path.toString());
                }
              })
          .walk(value, schema);
      Sample sample = new Sample(base, side, value, met);
      met.keySet().forEach(at -> samples.computeIfAbsent(at, p -> new ArrayList<>()).add(sample));
    }
  }

  /** What may tell a mutant, the likeliest first. */
  List<Found> candidates(String pointer) {
    List<Found> found = new ArrayList<>();
    JsonPointer at = JsonPointer.compile(pointer);
    for (int up = 0; at != null && up < 5 && found.size() < 600; at = at.head(), up++) {
      JsonNode schema = document.at(at);
      List<Sample> meeting = samples.getOrDefault("#" + at, List.of());
      for (Sample sample : meeting) {
        for (String place : sample.met().get("#" + at)) {
          for (JsonNode value : variants(sample.value(), place, schema)) {
            found.add(new Found(sample.base(), set(sample.side(), value)));
          }
          break;
        }
      }
    }
    return found;
  }

  private static JsonNode set(Side side, JsonNode value) {
    ObjectNode set = NODES.objectNode();
    switch (side) {
      case REQUEST -> set.set("/request/json", value);
      case RESPONSE -> set.set("/response/json", value);
      default -> {
        set.put("/request/json/stream", true);
        ObjectNode response = set.putObject("/response").put("status", 200);
        response.putObject("headers").put("Content-Type", "text/event-stream");
        response.put("mimeType", "text/event-stream");
        response.put("text", "data: " + value + "\n\ndata: [DONE]\n\n");
      }
    }
    return set;
  }

  private List<JsonNode> variants(JsonNode whole, String place, JsonNode schema) {
    List<JsonNode> variants = new ArrayList<>();
    variants.add(whole);
    JsonNode here = whole.at(place);
    for (JsonNode value : values(schema)) {
      variants.add(with(whole, place, value));
    }
    variants.add(with(whole, place, null));
    for (Map.Entry<String, JsonNode> member : here.properties()) {
      String at = place + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
      variants.add(with(whole, at, null));
      for (JsonNode value : values(schema.path("properties").path(member.getKey()))) {
        variants.add(with(whole, at, value));
      }
    }
    if (here instanceof ObjectNode) {
      for (String name : List.of("undocumented", "x")) {
        for (JsonNode value : values(schema.path("additionalProperties"))) {
          variants.add(with(whole, place + "/" + name, value));
        }
      }
      schema
          .path("required")
          .forEach(
              name -> {
                ObjectNode none = NODES.objectNode();
                none.set(name.asString(), NODES.nullNode());
                variants.add(with(whole, place, none));
              });
    }
    if (here instanceof ArrayNode array) {
      for (JsonNode value : values(schema.path("items"))) {
        variants.add(with(whole, place, array.deepCopy().add(value)));
      }
      for (String bound : List.of("minItems", "maxItems")) {
        for (int by = -1; by <= 1; by++) {
          int size = schema.path(bound).asInt(0) + by;
          JsonNode element = array.isEmpty() ? NODES.stringNode("x") : array.get(0);
          ArrayNode other = NODES.arrayNode();
          for (int i = 0; i < size && size < 200; i++) {
            other.add(element);
          }
          variants.add(with(whole, place, other));
        }
      }
    }
    return variants;
  }

  // On either side of what the schema says, and of every other type.
  private Set<JsonNode> values(JsonNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    for (String listing : List.of("enum", "x-extensible-enum")) {
      schema.path(listing).forEach(values::add);
    }
    if (schema.has("const")) {
      values.add(schema.get("const"));
    }
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.path(bound).isNumber()) {
        for (int by = -1; by <= 1; by++) {
          values.add(
              NODES.numberNode(schema.path(bound).decimalValue().add(BigDecimal.valueOf(by))));
        }
      }
    }
    for (String bound : List.of("minLength", "maxLength")) {
      for (int by = -1; schema.has(bound) && by <= 1; by++) {
        values.add(
            NODES.stringNode(
                "x".repeat(Math.max(0, Math.min(schema.path(bound).asInt() + by, 5000)))));
      }
    }
    values.add(NODES.stringNode("other"));
    values.add(NODES.nullNode());
    values.add(NODES.numberNode(0));
    values.add(NODES.numberNode(-1));
    values.add(NODES.numberNode(1.5));
    values.add(NODES.numberNode(5_000_000_000L));
    values.add(NODES.numberNode(new BigDecimal("1e30")));
    values.add(NODES.booleanNode(true));
    values.add(NODES.stringNode(""));
    values.add(NODES.arrayNode());
    values.add(NODES.arrayNode().add("x"));
    values.add(NODES.arrayNode().add(1));
    values.add(NODES.objectNode());
    values.add(NODES.objectNode().put("x", "y"));
    for (int i = 0; i < 3; i++) {
      values.add(instance(schema, 0, 4));
    }
    return values;
  }

  private static JsonNode with(JsonNode whole, String place, @Nullable JsonNode value) {
    if (place.isEmpty()) {
      return value == null ? NODES.objectNode() : value;
    }
    JsonNode copy = whole.deepCopy();
    JsonPointer at = JsonPointer.compile(place);
    JsonNode owner = copy.at(at.head());
    if (owner instanceof ObjectNode object) {
      if (value == null) {
        object.remove(at.last().getMatchingProperty());
      } else {
        object.set(at.last().getMatchingProperty(), value);
      }
    } else if (owner instanceof ArrayNode array) {
      if (value == null) {
        array.remove(at.last().getMatchingIndex());
      } else {
        array.set(at.last().getMatchingIndex(), value);
      }
    }
    return copy;
  }

  private JsonNode instance(JsonNode schema, int depth, int richness) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").asString();
      String component = reference.substring(reference.lastIndexOf('/') + 1);
      return instance(components.path(component), depth, richness);
    }
    for (String union : List.of("oneOf", "anyOf")) {
      if (schema.has(union) && !schema.has("properties")) {
        JsonNode branches = schema.get(union);
        return instance(branches.get(random.nextInt(branches.size())), depth, richness);
      }
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    JsonNode listed = schema.has("enum") ? schema.get("enum") : schema.path("x-extensible-enum");
    if (!listed.isEmpty()) {
      return listed.get(random.nextInt(listed.size()));
    }
    JsonNode type = schema.path("type");
    String name =
        type.isArray() ? type.get(random.nextInt(type.size())).asString() : type.asString("");
    return switch (name) {
      case "string" -> NODES.stringNode("x".repeat(Math.max(1, schema.path("minLength").asInt(1))));
      case "integer" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "number" -> NODES.numberNode(schema.path("minimum").decimalValue(BigDecimal.ONE));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      case "array" -> array(schema, depth, richness);
      default ->
          schema.has("properties") || name.equals("object")
              ? object(schema, depth, richness)
              : NODES.objectNode();
    };
  }

  private ArrayNode array(JsonNode schema, int depth, int richness) {
    ArrayNode array = NODES.arrayNode();
    int size = Math.max(schema.path("minItems").asInt(0), depth > 7 ? 0 : random.nextInt(2) + 1);
    for (int i = 0; i < size && schema.has("items"); i++) {
      array.add(instance(schema.get("items"), depth + 1, richness));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth, int richness) {
    ObjectNode object = NODES.objectNode();
    members(schema, object, depth, richness);
    for (String also : List.of("then", "else")) {
      for (JsonNode other = schema.path(also);
          other.isObject();
          other = resolved(other).path("else")) {
        if (random.nextBoolean()) {
          members(resolved(other), object, depth, richness);
          members(resolved(other).path("then"), object, depth, richness);
        }
      }
    }
    schema.path("allOf").forEach(part -> members(resolved(part), object, depth, richness));
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && random.nextInt(10) < richness) {
      object.set("x", instance(others, depth + 1, richness));
    }
    return object;
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? schema
        : components.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private void members(JsonNode schema, ObjectNode object, int depth, int richness) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(member -> required.add(member.asString()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) || (depth < 7 && random.nextInt(10) < richness)) {
        object.set(property.getKey(), instance(property.getValue(), depth + 1, richness));
      }
    }
  }

  /** The lines of a case file. */
  static List<String> lines(String name, Found found, Judge judge) {
    ExchangeCase exchange = found.exchange();
    Judgement judgement = judge.judge(exchange.read());
    List<String> lines = new ArrayList<>();
    lines.add("  - name: " + NODES.stringNode(name));
    lines.add("    base: " + found.base());
    lines.add("    set: " + found.set());
    lines.add("    verdict: " + judgement.verdict().id());
    if (!judgement.findings().isEmpty()) {
      lines.add("    findings:");
      judgement
          .findings()
          .forEach(
              finding ->
                  lines.add("      - " + NODES.stringNode(ExchangeCasesTests.line(finding))));
    }
    return lines;
  }

  static Path file(String provider) {
    return TestFiles.resource("cases/exchanges/both-ways-" + provider + ".yaml");
  }
}
