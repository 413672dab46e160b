package dev.concordat.client.generator;

import dev.concordat.language.Components;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a union of branches, and sees to it that a value tells which of them it means: by a
 * discriminator, by a constant, by the kind of JSON that it is, or by what a branch requires.
 */
final class Branches {
  /** What a branch that has no name of its own is called. */
  static final String NAME = "x-name";

  /** In a discriminator's mapping a branch that is no component yet. */
  static final String INLINE = "#branch/";

  private final Leaves leaves;
  private final Refusals refusals;

  Branches(Leaves leaves, Refusals refusals) {
    this.leaves = leaves;
    this.refusals = refusals;
  }

  /**
   * Makes a schema the union of these branches.
   *
   * @param parts the branches, none of which is null or allows null
   * @param orNull whether null is a value of it, too
   * @param component whether the schema is a component, and so may be a union of one
   */
  void join(ObjectNode schema, List<ObjectNode> parts, boolean orNull, boolean component) {
    List<ObjectNode> joined = scalars(parts);
    if (joined.isEmpty()) {
      refusals.add(schema, "a union of nothing but null", "write the other branch");
      return;
    }
    ObjectNode first = joined.get(0);
    if (joined.size() == 1 && !(component && first.has("$ref"))) {
      collapse(schema, first, orNull);
      return;
    }
    ArrayNode oneOf = schema.putArray("oneOf");
    joined.forEach(oneOf::add);
    if (orNull) {
      oneOf.addObject().put("type", "null");
    }
    tellApart(schema, joined);
  }

  private static void collapse(ObjectNode schema, ObjectNode only, boolean orNull) {
    schema.remove("discriminator");
    if (only.has("$ref") && orNull) {
      schema.putArray("oneOf").add(only).addObject().put("type", "null");
      return;
    }
    only.properties()
        .forEach(
            member -> {
              if (!schema.has(member.getKey())) {
                schema.set(member.getKey(), member.getValue());
              }
            });
    if (orNull && schema.path("type").isString()) {
      String type = schema.path("type").asString("");
      schema.putArray("type").add(type).add("null");
      if (schema.path("enum") instanceof ArrayNode values) {
        values.addNull();
      }
    } else if (orNull && schema.path("oneOf") instanceof ArrayNode oneOf) {
      oneOf.addObject().put("type", "null");
    }
  }

  // Texts are one branch, however many constraints there are on them; so are numbers and booleans.
  private List<ObjectNode> scalars(List<ObjectNode> parts) {
    Map<String, List<ObjectNode>> groups = new LinkedHashMap<>();
    for (ObjectNode part : parts) {
      String kind = scalar(leaves.resolved(part));
      groups
          .computeIfAbsent(kind == null ? "branch " + groups.size() : kind, k -> new ArrayList<>())
          .add(part);
    }
    List<ObjectNode> joined = new ArrayList<>();
    groups.forEach(
        (kind, group) -> joined.add(group.size() == 1 ? group.get(0) : one(kind, group)));
    return joined;
  }

  private static @Nullable String scalar(JsonNode schema) {
    List<String> types = ContractTree.types(schema);
    if (types.size() != 1 || schema.has("oneOf") || TypeRef.isBinary(schema)) {
      return null;
    }
    return switch (types.get(0)) {
      case "string" -> "string";
      case "integer", "number" -> "number";
      case "boolean" -> "boolean";
      default -> null;
    };
  }

  private ObjectNode one(String kind, List<ObjectNode> group) {
    ObjectNode one = group.get(0).objectNode().put("type", kind);
    Refusals.stamp(one, Refusals.at(group.get(0)));
    if (kind.equals("number")
        && group.stream()
            .allMatch(
                part -> ContractTree.types(leaves.resolved(part)).equals(List.of("integer")))) {
      return one.put("type", "integer");
    }
    if (!kind.equals("string")) {
      return one;
    }
    // Enums are open: what else a text may be, they take.
    List<ObjectNode> listing =
        group.stream().filter(part -> ContractTree.values(leaves.resolved(part)) != null).toList();
    if (listing.size() == 1) {
      return listing.get(0);
    }
    Set<String> values = new LinkedHashSet<>();
    for (ObjectNode part : listing) {
      List<String> more = ContractTree.values(leaves.resolved(part));
      values.addAll(more == null ? List.of() : more);
    }
    for (ObjectNode part : group) {
      JsonNode constant = leaves.resolved(part).path("const");
      if (constant.isString()) {
        values.add(constant.asString(""));
      }
    }
    if (!values.isEmpty()) {
      ArrayNode known = one.putArray(Extension.EXTENSIBLE_ENUM.text());
      values.forEach(known::add);
    }
    return one;
  }

  private void tellApart(ObjectNode schema, List<ObjectNode> parts) {
    int before = refusals.size();
    for (ObjectNode part : parts) {
      for (JsonNode leaf : leaves.of(part)) {
        if (Leaves.kind(leaf) == null) {
          refusals.add(
              schema,
              "a branch that takes anything beside others",
              "name its type, or leave the union out");
          return;
        }
      }
    }
    if (refusals.size() > before) {
      return;
    }
    if (schema.path("discriminator").isObject()) {
      discriminate(schema, parts, schema.path("discriminator").path("propertyName").asString(""));
    } else {
      schema.remove("discriminator");
      String tag = constantTag(parts);
      if (tag != null) {
        schema.putObject("discriminator").put("propertyName", tag).putObject("mapping");
        discriminate(schema, parts, tag);
      }
    }
    boolean tagged = schema.has("discriminator");
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        refuseAlike(schema, parts.get(i), parts.get(j), tagged);
      }
    }
  }

  private void refuseAlike(ObjectNode schema, ObjectNode one, ObjectNode other, boolean tagged) {
    for (JsonNode a : leaves.of(one)) {
      for (JsonNode b : leaves.of(other)) {
        boolean byTag =
            tagged
                && Leaves.isObject(a)
                && Leaves.isObject(b)
                && !Leaves.isMap(a)
                && !Leaves.isMap(b);
        if (!byTag && !leaves.areApart(a, b)) {
          refusals.add(
              schema,
              "nothing tells the branches " + shown(one) + " and " + shown(other) + " apart",
              Leaves.isObject(a)
                  ? "write a `discriminator`, or `required` in each with what the other has not"
                  : "write one branch, with a `oneOf` in its `items`");
          return;
        }
      }
    }
  }

  private static String shown(ObjectNode branch) {
    String name = ContractTree.reference(branch);
    if (name != null) {
      return name;
    }
    String at = Refusals.at(branch);
    return at.isEmpty() ? branch.path("type").asString("of one") : at;
  }

  // A member of all branches that are objects, each with constants of its own.
  private @Nullable String constantTag(List<ObjectNode> parts) {
    List<JsonNode> objects = new ArrayList<>();
    for (ObjectNode part : parts) {
      leaves.of(part).stream().filter(Leaves::isObject).forEach(objects::add);
    }
    if (objects.size() < 2) {
      return null;
    }
    for (Map.Entry<String, JsonNode> property : objects.get(0).path("properties").properties()) {
      String name = property.getKey();
      Set<String> seen = new LinkedHashSet<>();
      boolean all = true;
      for (JsonNode object : objects) {
        List<String> constants = leaves.constants(object, name);
        all &= ContractTree.isRequired(object, name) && !constants.isEmpty();
        all &= constants.stream().allMatch(seen::add);
      }
      if (all) {
        return name;
      }
    }
    return null;
  }

  private void discriminate(ObjectNode schema, List<ObjectNode> parts, String tag) {
    JsonNode given = schema.path("discriminator").path("mapping");
    ObjectNode mapping = schema.objectNode();
    Set<String> mapped = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> one : given.properties()) {
      String target = target(one.getValue());
      boolean known =
          parts.stream()
              .anyMatch(
                  part ->
                      target.equals(ContractTree.reference(part))
                          || leaves.names(part).contains(target));
      if (!known) {
        refusals.add(
            schema,
            "the discriminator maps " + one.getKey() + " to " + target + ", which is no branch",
            "add it to the branches, or take it out of `mapping`");
        continue;
      }
      mapped.add(target);
      mapping.put(one.getKey(), Components.SCHEMAS + target);
    }
    for (int i = 0; i < parts.size(); i++) {
      ObjectNode part = parts.get(i);
      String name = ContractTree.reference(part);
      List<JsonNode> objects = leaves.of(part).stream().filter(Leaves::isObject).toList();
      Set<String> told = leaves.names(part);
      boolean isMapped =
          name != null && (mapped.contains(name) || (!told.isEmpty() && mapped.containsAll(told)));
      if (!objects.isEmpty() && !isMapped) {
        addImplicit(schema, part, i, tag, objects, mapping);
      }
      for (JsonNode object : objects) {
        if (!object.path("properties").has(tag)) {
          refusals.add(
              schema,
              "the branch "
                  + shown(part)
                  + " does not describe `"
                  + tag
                  + "`, which tells it apart",
              "write it into its `properties`, with `type: string` and a `const`");
        }
      }
    }
    ((ObjectNode) schema.path("discriminator")).set("mapping", mapping);
    if (mapping.isEmpty()) {
      schema.remove("discriminator");
    }
  }

  // What the branch itself says that the tag is; else its name (OpenAPI 3.1, 4.8.25).
  private void addImplicit(
      ObjectNode schema,
      ObjectNode part,
      int index,
      String tag,
      List<JsonNode> objects,
      ObjectNode mapping) {
    String name = ContractTree.reference(part);
    Set<String> values = new LinkedHashSet<>();
    objects.forEach(object -> values.addAll(leaves.constants(object, tag)));
    if (values.isEmpty()) {
      String named = name == null ? part.path(NAME).asString("") : name;
      if (named.isEmpty()) {
        refusals.add(
            schema,
            "the discriminator's `" + tag + "` has no value for " + shown(part),
            "make it a component, or write a `const` for `" + tag + "`");
        return;
      }
      values.add(named);
    }
    for (String value : values) {
      if (mapping.has(value)) {
        refusals.add(
            schema,
            "the discriminator's value " + value + " is that of two branches",
            "give each a `const` of its own");
      }
      mapping.put(value, name == null ? INLINE + index : Components.SCHEMAS + name);
    }
  }

  private static String target(JsonNode mapping) {
    String text = Components.reference(mapping.asString(""));
    return text.startsWith(Components.SCHEMAS) ? text.substring(Components.SCHEMAS.length()) : text;
  }
}
