package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The branches of unions, down to those that are no unions, and what tells two of them apart. */
final class Leaves {
  private final Function<String, JsonNode> components;
  private final Refusals refusals;

  /**
   * The leaves of the schemas of a contract.
   *
   * @param components the components by name
   */
  Leaves(Function<String, JsonNode> components, Refusals refusals) {
    this.components = components;
    this.refusals = refusals;
  }

  /** The component that a schema refers to, or the schema. */
  JsonNode resolved(JsonNode schema) {
    String name = ContractTree.reference(schema);
    return name == null ? schema : resolved(components.apply(name));
  }

  /** The branches of a branch that is a union itself, of which none is one; else the branch. */
  List<JsonNode> of(JsonNode branch) {
    List<JsonNode> leaves = new ArrayList<>();
    addLeaves(branch, leaves, new LinkedHashSet<>());
    return leaves.stream().map(this::resolved).toList();
  }

  private void addLeaves(JsonNode branch, List<JsonNode> leaves, Set<String> seen) {
    String name = ContractTree.reference(branch);
    if (name != null && !seen.add(name)) {
      refusals.add(branch, "a union that is a branch of itself", "take it out of the branches");
      return;
    }
    JsonNode schema = name == null ? branch : components.apply(name);
    if (ContractTree.reference(schema) != null) {
      addLeaves(schema, leaves, seen);
    } else if (schema.has("oneOf") || schema.has("anyOf")) {
      String keyword = schema.has("oneOf") ? "oneOf" : "anyOf";
      for (JsonNode inner : schema.path(keyword)) {
        if (!inner.path("type").asString("").equals("null")) {
          addLeaves(inner, leaves, seen);
        }
      }
    } else {
      leaves.add(branch);
    }
  }

  /** The components in a branch that is a union. */
  Set<String> names(JsonNode branch) {
    Set<String> names = new LinkedHashSet<>();
    JsonNode schema = resolved(branch);
    for (JsonNode inner : schema.path("oneOf")) {
      String name = ContractTree.reference(inner);
      if (name != null && names.add(name)) {
        names.addAll(names(inner));
      }
    }
    return names;
  }

  /** The texts that a member can only have; empty if it may have others. */
  List<String> constants(JsonNode object, String member) {
    JsonNode schema = resolved(object.path("properties").path(member));
    List<String> texts = new ArrayList<>();
    if (schema.path("const").isString()) {
      texts.add(schema.path("const").asString(""));
    }
    schema.path("enum").forEach(value -> texts.add(value.isString() ? value.asString("") : "\0"));
    return texts.contains("\0") ? List.of() : texts;
  }

  /** How much a branch demands: what demands more is tried first. */
  int demands(JsonNode leaf) {
    JsonNode schema = resolved(leaf);
    if (schema.has("items")) {
      return isStrict(schema.path("items")) ? 1 : 0;
    }
    return schema.path("required").size();
  }

  /** Whether reading a value fails if it is of another kind. A union keeps whatever comes. */
  private boolean isStrict(JsonNode schema) {
    JsonNode resolved = resolved(schema);
    return !resolved.has("oneOf") && kind(resolved) != null;
  }

  /** The kind of JSON that a leaf is; null if it may be any. */
  static @Nullable String kind(JsonNode leaf) {
    List<String> types = ContractTree.types(leaf);
    if (types.size() != 1) {
      return null;
    }
    return types.get(0).equals("integer") ? "number" : types.get(0);
  }

  /** Whether a leaf is an object. */
  static boolean isObject(JsonNode leaf) {
    return "object".equals(kind(leaf));
  }

  /** Whether a leaf is an object without members of its own. */
  static boolean isMap(JsonNode leaf) {
    return isObject(leaf) && !ContractTree.isObject(leaf);
  }

  /** Whether a value tells which of two leaves it is. */
  boolean areApart(JsonNode a, JsonNode b) {
    String kind = kind(a);
    if (kind == null || !kind.equals(kind(b))) {
      return kind != null && kind(b) != null;
    }
    return switch (kind) {
      case "object" -> areObjectsApart(a, b);
      case "array" -> areItemsApart(a.path("items"), b.path("items"));
      default -> false;
    };
  }

  // An empty list is of both, and the same JSON in either.
  private boolean areItemsApart(JsonNode a, JsonNode b) {
    if (!isStrict(a) && !isStrict(b)) {
      return false;
    }
    for (JsonNode one : of(a)) {
      for (JsonNode other : of(b)) {
        if (!areApart(one, other)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean areObjectsApart(JsonNode a, JsonNode b) {
    if (isMap(a) && isMap(b)) {
      return areItemsApart(a.path("additionalProperties"), b.path("additionalProperties"));
    }
    Set<JsonNode> required = new LinkedHashSet<>();
    a.path("required").forEach(required::add);
    Set<JsonNode> others = new LinkedHashSet<>();
    b.path("required").forEach(others::add);
    if (!required.equals(others)) {
      return true;
    }
    for (JsonNode name : required) {
      String member = name.asString("");
      List<String> constants = constants(a, member);
      List<String> more = constants(b, member);
      boolean disjoint =
          !constants.isEmpty() && !more.isEmpty() && constants.stream().noneMatch(more::contains);
      JsonNode one = a.path("properties").path(member);
      JsonNode other = b.path("properties").path(member);
      boolean otherKind =
          isStrict(one)
              && isStrict(other)
              && !String.valueOf(kind(resolved(one))).equals(kind(resolved(other)));
      if (disjoint || otherKind) {
        return true;
      }
    }
    return false;
  }
}
