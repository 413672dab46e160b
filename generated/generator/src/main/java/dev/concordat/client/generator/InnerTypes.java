package dev.concordat.client.generator;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves schemas that stand inside of others and need a type of their own (enums, unions, objects
 * with properties) to the components, named after what holds them.
 */
final class InnerTypes {
  private final ContractTree contract;

  InnerTypes(ContractTree contract) {
    this.contract = contract;
  }

  /**
   * Moves the bodies that an operation takes and gives. Those of streams are components already.
   */
  void move(ObjectNode operation) {
    String id = Names.pascal(operation.path("operationId").asString(""));
    move(contract.follow(operation.path("requestBody")), id + "Body");
    move(ContractTree.success(operation), id + "Answer");
  }

  private void move(JsonNode holder, String name) {
    for (Map.Entry<String, JsonNode> media : holder.path("content").properties()) {
      if (media.getValue().path("schema") instanceof ObjectNode schema
          && !media.getKey().equals("text/event-stream")) {
        ((ObjectNode) media.getValue()).set("schema", moved(name, schema));
      }
    }
  }

  /** Moves what stands in a schema. */
  void move(String owner, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      property.setValue(moved(owner + Names.pascal(property.getKey()), property.getValue()));
    }
    moveItems(owner, schema);
    int at = 0;
    for (JsonNode branch : schema.path("oneOf")) {
      // A text, a number or an array becomes a case of the union itself.
      if (ContractTree.isObject(branch)
          || branch.has("oneOf")
          || ContractTree.values(branch) != null) {
        String named = Names.pascal(branch.path(Branches.NAME).asString("Case" + (at + 1)));
        JsonNode moved = moved(owner + named, branch);
        ((ArrayNode) schema.path("oneOf")).set(at, moved);
        map(schema, at, moved);
      } else {
        moveItems(owner, branch);
      }
      at++;
    }
  }

  // A branch that was none is a component now, and the discriminator may name it.
  private static void map(JsonNode union, int branch, JsonNode moved) {
    for (Map.Entry<String, JsonNode> mapping :
        union.path("discriminator").path("mapping").properties()) {
      if (mapping.getValue().asString("").equals(Branches.INLINE + branch)) {
        mapping.setValue(moved.path("$ref"));
      }
    }
  }

  private void moveItems(String owner, JsonNode schema) {
    for (String keyword : List.of("items", "additionalProperties")) {
      if (schema.path(keyword).isObject()) {
        ((ObjectNode) schema).set(keyword, moved(owner + "Item", schema.path(keyword)));
      }
    }
  }

  private JsonNode moved(String name, JsonNode schema) {
    boolean nullOrReference =
        schema.has("oneOf")
            && ContractTree.branches(schema).size() == 1
            && ContractTree.reference(ContractTree.branches(schema).get(0)) != null;
    boolean needsType =
        ContractTree.values(schema) != null
            || (schema.has("oneOf") && !nullOrReference)
            || (ContractTree.isObject(schema) && schema.has("properties"));
    if (!needsType) {
      moveItems(name, schema);
      return schema;
    }
    String free = contract.add(name, schema);
    move(free, schema);
    ObjectNode reference = (ObjectNode) contract.component(free);
    for (String keyword : List.of("description", "deprecated", "default")) {
      if (!(schema.path(keyword) instanceof MissingNode)) {
        reference.set(keyword, schema.path(keyword));
      }
    }
    return reference;
  }
}
