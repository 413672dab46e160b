package dev.concordat.conformance.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a value cannot be without, if a schema is to take it: one of the types, the members, and of
 * members that are there one of the values. Only what always holds is among them, not what stands
 * in a condition; a value that has all of it may still contradict the schema.
 *
 * @param types the narrowest types; {@code number} stands for those with a fraction
 * @param members names of members that an object must have
 * @param values by the name of a member, the values of which it must have one; none of them is a
 *     list, an object or a number
 */
record Necessities(
    Set<JsonType> types, Set<String> members, Map<String, List<Set<JsonNode>>> values) {
  private static final Set<JsonType> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(JsonType.class));

  /** Whether the value has all of it. */
  boolean areIn(JsonNode value) {
    if (!types.contains(JsonType.of(value))) {
      return false;
    }
    if (!value.isObject()) {
      return true;
    }
    for (String member : members) {
      if (!value.has(member)) {
        return false;
      }
    }
    for (Map.Entry<String, List<Set<JsonNode>>> each : values.entrySet()) {
      JsonNode found = value.get(each.getKey());
      if (found != null && each.getValue().stream().anyMatch(some -> !some.contains(found))) {
        return false;
      }
    }
    return true;
  }

  /** Finds out the necessities of the schemas of a graph that has no circles. */
  static final class Finder {
    private final IdentityHashMap<SchemaNode, Necessities> known = new IdentityHashMap<>();

    Necessities of(SchemaNode schema) {
      Necessities found = known.get(schema);
      if (found == null) {
        found = find(schema);
        known.put(schema, found);
      }
      return found;
    }

    private Necessities find(SchemaNode schema) {
      JsonNode json = schema.json();
      if (json.isBoolean() && !json.booleanValue()) {
        return new Necessities(Set.of(), Set.of(), Map.of());
      }
      Set<JsonType> types = EnumSet.copyOf(ALL);
      if (!schema.types.isEmpty()) {
        types.retainAll(narrow(schema.types));
      }
      Set<String> members = new LinkedHashSet<>(schema.required);
      Map<String, List<Set<JsonNode>>> values = new LinkedHashMap<>();
      schema.properties.forEach(
          (name, property) -> {
            Set<JsonNode> allowed = listed(property.json());
            if (!allowed.isEmpty()) {
              values.put(name, List.of(allowed));
            }
          });
      for (SchemaNode also : schema.always) {
        Necessities more = of(also);
        types.retainAll(more.types());
        members.addAll(more.members());
        more.values().forEach((name, sets) -> values.merge(name, sets, Finder::both));
      }
      Union union = schema.union;
      if (union != null) {
        Set<JsonType> some = EnumSet.noneOf(JsonType.class);
        union.branches().forEach(branch -> some.addAll(of(branch).types()));
        types.retainAll(some);
      }
      return new Necessities(types, members, values);
    }

    private static List<Set<JsonNode>> both(List<Set<JsonNode>> some, List<Set<JsonNode>> others) {
      List<Set<JsonNode>> both = new ArrayList<>(some);
      both.addAll(others);
      return both;
    }

    private static Set<JsonType> narrow(Set<JsonType> types) {
      Set<JsonType> narrow = EnumSet.copyOf(types);
      if (narrow.contains(JsonType.NUMBER)) {
        narrow.add(JsonType.INTEGER);
      }
      return narrow;
    }

    // Numbers are equal in many forms, and so is what has them in it.
    private static Set<JsonNode> listed(JsonNode json) {
      Set<JsonNode> listed = new LinkedHashSet<>();
      if (json.has("const")) {
        listed.add(json.get("const"));
      } else if (json.path("enum").isArray()) {
        json.get("enum").forEach(listed::add);
      }
      boolean isPlain = listed.stream().noneMatch(each -> each.isContainer() || each.isNumber());
      return isPlain ? listed : Set.of();
    }
  }
}
