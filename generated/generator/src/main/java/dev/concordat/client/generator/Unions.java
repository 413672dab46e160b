package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings {@code oneOf} and {@code anyOf} into their form: what stands beside them goes into each
 * branch, unions inside are dissolved, and those that only assert are left out.
 */
final class Unions {
  private final NormalForm normal;
  private final Leaves leaves;
  private final Branches branches;
  private final Refusals refusals;

  Unions(NormalForm normal, Leaves leaves, Refusals refusals) {
    this.normal = normal;
    this.leaves = leaves;
    this.branches = new Branches(leaves, refusals);
    this.refusals = refusals;
  }

  /**
   * Brings a union into its form.
   *
   * @param component whether it is a component, which keeps its name
   */
  void form(ObjectNode schema, boolean component) {
    if (schema.has("oneOf") && schema.has("anyOf")) {
      for (String keyword : List.of("oneOf", "anyOf")) {
        if (isAsserting(schema, keyword)) {
          schema.remove(keyword);
          break;
        }
      }
      if (schema.has("oneOf") && schema.has("anyOf")) {
        refusals.add(
            schema, "`oneOf` beside `anyOf`", "write one `oneOf` of what both together allow");
        schema.remove("anyOf");
      }
    }
    String keyword = schema.has("oneOf") ? "oneOf" : "anyOf";
    if (isAsserting(schema, keyword)) {
      schema.remove(List.of(keyword, "discriminator"));
      if (ContractTree.types(schema).size() > 1) {
        NormalForm.byType(schema);
        form(schema, component);
      }
      return;
    }
    List<ObjectNode> given = new ArrayList<>();
    ObjectNode base = base(schema);
    for (JsonNode branch : schema.path(keyword)) {
      if (branch instanceof ObjectNode object) {
        if (isPossible(base, object) || schema.path(keyword).size() == 1) {
          given.add(distributed(base, object));
        }
      } else {
        refusals.add(schema, "a branch that is true or false", "leave it out");
      }
    }
    base.propertyNames().forEach(schema::remove);
    schema.remove(List.of("oneOf", "anyOf"));
    List<ObjectNode> parts = new ArrayList<>();
    boolean orNull = false;
    for (ObjectNode branch : given) {
      orNull |= collect(normal.form(branch), parts);
    }
    branches.join(schema, parts, orNull, component);
  }

  // Adds a branch, or those of a union that stands in its place; tells whether it may be null.
  private static boolean collect(ObjectNode branch, List<ObjectNode> parts) {
    boolean orNull = Merge.types(branch).contains("null");
    if (branch.has("oneOf") && !branch.has("discriminator")) {
      for (JsonNode inner : branch.path("oneOf")) {
        orNull |= collect((ObjectNode) inner, parts);
      }
      return orNull;
    }
    if (orNull) {
      List<String> types = ContractTree.types(branch);
      if (types.isEmpty()) {
        return true;
      }
      branch.put("type", types.get(0));
      if (branch.path("enum") instanceof ArrayNode values) {
        values.removeIf(JsonNode::isNull);
      }
    }
    parts.add(branch);
    return orNull;
  }

  // What holds for all branches, beside words and what only asserts.
  private static ObjectNode base(ObjectNode schema) {
    ObjectNode base = schema.deepCopy();
    base.properties()
        .removeIf(
            member ->
                !Treatment.isTyped(member.getKey())
                    || Set.of("oneOf", "anyOf", "discriminator").contains(member.getKey()));
    return base;
  }

  // A branch whose types what stands beside excludes is no branch.
  private boolean isPossible(ObjectNode base, ObjectNode branch) {
    List<String> types = Merge.types(base);
    List<String> own = Merge.types(leaves.resolved(branch));
    return types.isEmpty()
        || own.isEmpty()
        || own.stream().anyMatch(type -> types.contains(type) || isNumber(type, types));
  }

  private static boolean isNumber(String type, List<String> types) {
    return (type.equals("integer") && types.contains("number"))
        || (type.equals("number") && types.contains("integer"));
  }

  private ObjectNode distributed(ObjectNode base, ObjectNode branch) {
    if (base.isEmpty()) {
      return branch;
    }
    ObjectNode both = branch.objectNode();
    Refusals.stamp(both, Refusals.at(branch));
    String name = ContractTree.reference(branch);
    if (name != null) {
      both.put(Branches.NAME, name);
    }
    both.putArray("allOf").add(base).add(branch);
    return both;
  }

  /** Whether the branches of a union say nothing of how a value is spelled. */
  private static boolean isAsserting(ObjectNode schema, String keyword) {
    ObjectNode base = base(schema);
    if (base.isEmpty()) {
      return false;
    }
    for (JsonNode branch : schema.path(keyword)) {
      for (Map.Entry<String, JsonNode> member : branch.properties()) {
        String name = member.getKey();
        boolean known =
            name.equals("required")
                || (name.equals("type") && member.getValue().equals(base.path("type")))
                || (name.equals("properties") && isNarrowing(member.getValue(), base));
        if (Treatment.isTyped(name) && !known) {
          return false;
        }
      }
    }
    return true;
  }

  // Members that the object has anyway, with no more than values of theirs.
  private static boolean isNarrowing(JsonNode properties, JsonNode base) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      boolean narrow = base.path("properties").has(property.getKey());
      for (Map.Entry<String, JsonNode> member : property.getValue().properties()) {
        String name = member.getKey();
        narrow &= !Treatment.isTyped(name) || Set.of("const", "enum", "type").contains(name);
      }
      if (!narrow) {
        return false;
      }
    }
    return true;
  }
}
