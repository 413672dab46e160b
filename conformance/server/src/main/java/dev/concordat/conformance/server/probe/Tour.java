package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds for each schema of a request a place where it applies, and a request to reach it with. */
final class Tour {
  private static final int MAX_DEPTH = 16;

  private final Contract contract;
  private final InstanceGenerator least;
  private final Set<SchemaNode> seen = new HashSet<>();
  private final List<Site> sites = new ArrayList<>();

  private Tour(Contract contract) {
    this.contract = contract;
    this.least = InstanceGenerator.least(contract);
  }

  /**
   * The places of a request, the whole first.
   *
   * @param request a request that satisfies the schema
   */
  static List<Site> of(Contract contract, SchemaNode schema, JsonNode request) {
    Tour tour = new Tour(contract);
    tour.visit(schema, request, UnaryOperator.identity(), "", 0);
    return tour.sites;
  }

  private void visit(
      SchemaNode schema,
      @Nullable JsonNode example,
      UnaryOperator<JsonNode> request,
      String path,
      int depth) {
    if (example == null || depth > MAX_DEPTH || !seen.add(schema)) {
      return;
    }
    sites.add(new Site(schema, example, request, path));
    for (SchemaNode also : schema.alsoApply()) {
      visit(also, example, request, path, depth + 1);
    }
    Union union = schema.union();
    if (union != null) {
      for (SchemaNode branch : union.branches()) {
        visit(branch, exampleOf(branch, example), request, path, depth + 1);
      }
    }
    if (example instanceof ObjectNode object) {
      members(schema, object, request, path, depth);
    } else if (example instanceof ArrayNode array && schema.items() != null) {
      JsonNode first = array.isEmpty() ? least.generate(schema.items()) : array.get(0);
      UnaryOperator<JsonNode> inArray = value -> request.apply(withFirst(array, value));
      visit(schema.items(), first, inArray, path + "[0]", depth + 1);
    }
  }

  // An example at hand is more telling than one that is made.
  private @Nullable JsonNode exampleOf(SchemaNode branch, JsonNode example) {
    return contract.engine().validate(example, branch).isEmpty() ? example : least.generate(branch);
  }

  private void members(
      SchemaNode schema,
      ObjectNode object,
      UnaryOperator<JsonNode> request,
      String path,
      int depth) {
    for (Map.Entry<String, SchemaNode> property : schema.properties().entrySet()) {
      String name = property.getKey();
      JsonNode example = object.get(name);
      visit(
          property.getValue(),
          example == null ? least.generate(property.getValue()) : example,
          value -> request.apply(with(object, name, value)),
          path.isEmpty() ? name : path + "." + name,
          depth + 1);
    }
    SchemaNode additional = contract.schemas().find(schema.pointer() + "/additionalProperties");
    if (additional != null) {
      visit(
          additional,
          least.generate(additional),
          value -> request.apply(with(object, "key", value)),
          path + ".key",
          depth + 1);
    }
  }

  private static ObjectNode with(ObjectNode object, String name, JsonNode value) {
    ObjectNode copy = object.deepCopy();
    copy.set(name, value);
    return copy;
  }

  private static ArrayNode withFirst(ArrayNode array, JsonNode value) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode().add(value);
    for (int i = 1; i < array.size(); i++) {
      copy.add(array.get(i));
    }
    return copy;
  }
}
