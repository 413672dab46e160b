package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the keywords of objects. */
final class MembersPlan {
  private static final List<String> NOT_COMPILED =
      List.of("patternProperties", "propertyNames", "dependentRequired");

  private static final List<String> CONDITIONS = List.of("if", "then", "else", "not");

  private final Planner planner;
  private final Applied applied;
  private final List<String> names;
  private final Set<String> asked = new HashSet<>();

  MembersPlan(Planner planner, Applied applied) {
    this.planner = planner;
    this.applied = applied;
    this.names = List.copyOf(names(applied.schemas(), asked));
    // The name that stands for all others below.
    if (names.contains("")) {
      throw new Refused();
    }
  }

  // Those that are described, asked for, or looked at by a condition, which may ask for their
  // values.
  private static Set<String> names(List<SchemaNode> schemas, Set<String> asked) {
    Set<String> names = new LinkedHashSet<>();
    for (SchemaNode schema : schemas) {
      names.addAll(schema.properties().keySet());
      names.addAll(schema.required());
      for (String keyword : CONDITIONS) {
        named(schema.json().path(keyword), names, asked);
      }
      for (Map.Entry<String, JsonNode> dependent : dependents(schema.json())) {
        names.add(dependent.getKey());
        named(dependent.getValue(), names, asked);
      }
    }
    return names;
  }

  private static Set<Map.Entry<String, JsonNode>> dependents(JsonNode schema) {
    return schema.path("dependentSchemas").properties();
  }

  private static void named(JsonNode condition, Set<String> names, Set<String> asked) {
    condition.path("required").forEach(name -> names.add(name.asString()));
    names.addAll(condition.path("properties").propertyNames());
    asked.addAll(condition.path("properties").propertyNames());
    for (String keyword : CONDITIONS) {
      if (condition.has(keyword)) {
        named(condition.get(keyword), names, asked);
      }
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      condition.path(keyword).forEach(each -> named(each, names, asked));
    }
  }

  Typed make() {
    List<Members.Member> members = new ArrayList<>();
    names.forEach(name -> members.add(member(name)));
    long[] required = new long[(names.size() + 63) >> 6];
    int minimum = 0;
    int maximum = Integer.MAX_VALUE;
    List<Members.Held> conditions = new ArrayList<>();
    for (SchemaNode schema : applied.schemas()) {
      JsonNode json = schema.json();
      if (NOT_COMPILED.stream().anyMatch(json::has)) {
        throw new Refused();
      }
      for (String name : schema.required()) {
        int index = names.indexOf(name);
        required[index >> 6] |= 1L << index;
      }
      minimum = Math.max(minimum, KindPlan.atLeast(json, "minProperties"));
      maximum = Math.min(maximum, KindPlan.atMost(json, "maxProperties"));
      conditions(json, conditions);
    }
    Members.Member other = member("");
    return new Members(
        applied.told(),
        Walk.owner(applied.schemas()),
        new Members.Table(members),
        other.isRefused() ? null : other,
        required,
        minimum,
        maximum,
        conditions);
  }

  // How a member is read; the one without a name stands for those that no schema names.
  private Members.Member member(String name) {
    List<SchemaNode> children = new ArrayList<>();
    Set<Integer> told = new TreeSet<>();
    boolean isFree = false;
    boolean isClosed = false;
    for (SchemaNode schema : applied.schemas()) {
      JsonNode json = schema.json();
      JsonNode additional = json.path("additionalProperties");
      SchemaNode described = name.isEmpty() ? null : schema.properties().get(name);
      if (described != null) {
        children.add(described);
        told.add(planner.places().property(schema, name));
      } else if (additional.isObject()) {
        children.add(planner.graph().at(schema.pointer() + "/additionalProperties"));
      } else {
        isClosed |= additional.isBoolean() && !additional.booleanValue();
      }
      isFree |= json.isBoolean() || (additional.isBoolean() && additional.booleanValue());
    }
    told.remove(-1);
    boolean isRefused = isClosed || (children.isEmpty() && !isFree);
    return new Members.Member(
        name,
        isRefused || children.isEmpty() ? null : planner.shape(children),
        told.stream().mapToInt(Integer::intValue).toArray(),
        asked.contains(name),
        isRefused);
  }

  private void conditions(JsonNode json, List<Members.Held> conditions) {
    if (json.has("not")) {
      Condition not = known(Condition.of(json.get("not"), names::indexOf));
      conditions.add(new Members.Held(-1, facts -> !not.holds(facts)));
    }
    if (json.has("if")) {
      conditions.add(new Members.Held(-1, known(Condition.branching(json, names::indexOf))));
    } else if (json.has("then") || json.has("else")) {
      throw new Refused();
    }
    for (Map.Entry<String, JsonNode> dependent : dependents(json)) {
      int member = names.indexOf(dependent.getKey());
      Condition condition = Condition.of(dependent.getValue(), names::indexOf);
      conditions.add(new Members.Held(member, condition));
    }
  }

  private static Condition known(@Nullable Condition condition) {
    if (condition == null) {
      throw new Refused();
    }
    return condition;
  }
}
