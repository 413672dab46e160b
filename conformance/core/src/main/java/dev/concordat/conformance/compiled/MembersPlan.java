package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Walk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the keywords of objects. */
final class MembersPlan {
  private static final List<String> NOT_COMPILED =
      List.of("patternProperties", "propertyNames", "dependentRequired");

  private final Planner planner;
  private final Applied applied;
  private final List<String> names;

  MembersPlan(Planner planner, Applied applied) {
    this.planner = planner;
    this.applied = applied;
    this.names = List.copyOf(names(applied.schemas()));
    // The name that stands for all others below.
    if (names.contains("")) {
      throw new Refused();
    }
  }

  // Those that are described, asked for, or looked at by a condition.
  private static Set<String> names(List<SchemaNode> schemas) {
    Set<String> names = new LinkedHashSet<>();
    for (SchemaNode schema : schemas) {
      names.addAll(schema.properties().keySet());
      names.addAll(schema.required());
      for (String keyword : List.of("if", "then", "else", "not")) {
        named(schema.json().path(keyword), names);
      }
    }
    return names;
  }

  private static void named(JsonNode condition, Set<String> names) {
    condition.path("required").forEach(name -> names.add(name.asString()));
    names.addAll(condition.path("properties").propertyNames());
    if (condition.has("not")) {
      named(condition.get("not"), names);
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      condition.path(keyword).forEach(each -> named(each, names));
    }
  }

  Typed make() {
    List<Typed.Members.Member> members = new ArrayList<>();
    names.forEach(name -> members.add(member(name)));
    long[] required = new long[(names.size() + 63) >> 6];
    int minimum = 0;
    int maximum = Integer.MAX_VALUE;
    List<Condition> conditions = new ArrayList<>();
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
    Typed.Members.Member other = member("");
    return new Typed.Members(
        applied.told(),
        Walk.owner(applied.schemas()),
        new MemberTable(members),
        other.isRefused() ? null : other,
        required,
        minimum,
        maximum,
        conditions);
  }

  // How a member is read; the one without a name stands for those that no schema names.
  private Typed.Members.Member member(String name) {
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
    return new Typed.Members.Member(
        name,
        isRefused || children.isEmpty() ? null : planner.shape(children),
        told.stream().mapToInt(Integer::intValue).toArray(),
        isRefused);
  }

  private void conditions(JsonNode json, List<Condition> conditions) {
    if (json.has("not")) {
      Condition not = compiled(json.get("not"));
      conditions.add(facts -> !not.holds(facts));
    }
    if (json.has("if")) {
      Condition tested = compiled(json.get("if"));
      Condition held = compiled(json.get("then"));
      Condition otherwise = compiled(json.get("else"));
      conditions.add(facts -> tested.holds(facts) ? held.holds(facts) : otherwise.holds(facts));
    } else if (json.has("then") || json.has("else")) {
      throw new Refused();
    }
  }

  private Condition compiled(@Nullable JsonNode schema) {
    if (schema == null) {
      return facts -> true;
    }
    Condition condition = Condition.of(schema, names::indexOf);
    if (condition == null) {
      throw new Refused();
    }
    return condition;
  }
}
