package dev.concordat.conformance.compiled;

import dev.concordat.conformance.compiled.Shape.Kind;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes, of the schemas that apply in one place, the way to read a value of one kind. Where a
 * keyword is not compiled, or several branches of a union may be meant, there is none.
 */
final class Planner {
  /** How many shapes are made of one graph, so that a contract that is made to be large is not. */
  private static final int MAX_SHAPES = 20_000;

  /** How many ways to read a value are tried: unions beside each other multiply. */
  private static final int MAX_PLANS = 100_000;

  private final SchemaGraph graph;
  private final Places places;
  private final Map<List<SchemaNode>, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<SchemaNode, Map<JsonType, Boolean>> admitted = new ConcurrentHashMap<>();
  private final Map<SchemaNode, Map<String, List<String>>> pinned = new ConcurrentHashMap<>();
  private final AtomicInteger plans = new AtomicInteger();

  Planner(SchemaGraph graph, Places places) {
    this.graph = graph;
    this.places = places;
  }

  SchemaGraph graph() {
    return graph;
  }

  Places places() {
    return places;
  }

  /** How values are read to which these schemas apply. */
  Shape shape(List<SchemaNode> schemas) {
    Shape shape = shapes.get(schemas);
    if (shape == null) {
      if (shapes.size() > MAX_SHAPES) {
        throw new Refused();
      }
      shape = shapes.computeIfAbsent(List.copyOf(schemas), all -> new Shape(all, this));
    }
    return shape;
  }

  /** How a value of a kind is read to which these schemas apply. */
  Typed plan(List<SchemaNode> schemas, Kind kind) {
    try {
      return plan(schemas, kind, Map.of());
    } catch (Refused e) {
      return Typed.Never.NEVER;
    }
  }

  // For a union that a member decides, each of its branches is tried as the one that is meant.
  private Typed plan(List<SchemaNode> schemas, Kind kind, Map<Union, SchemaNode> meant) {
    if (plans.incrementAndGet() > MAX_PLANS) {
      throw new Refused();
    }
    Applied applied = new Applied(this, kind, meant);
    schemas.forEach(applied::apply);
    Union undecided = applied.undecided();
    if (undecided == null) {
      return new KindPlan(this, applied, kind).make();
    }
    String member = deciding(undecided, kind.type());
    if (member == null) {
      return Typed.Never.NEVER;
    }
    Map<String, Typed> byValue = new HashMap<>();
    for (SchemaNode branch : admitting(undecided, kind.type())) {
      Map<Union, SchemaNode> more = new HashMap<>(meant);
      more.put(undecided, branch);
      Typed typed = orNever(schemas, kind, more);
      pinned(branch, member).forEach(value -> byValue.put(value, typed));
    }
    return new Members.ByMember(member.getBytes(StandardCharsets.UTF_8), byValue);
  }

  private Typed orNever(List<SchemaNode> schemas, Kind kind, Map<Union, SchemaNode> meant) {
    try {
      return plan(schemas, kind, meant);
    } catch (Refused e) {
      return Typed.Never.NEVER;
    }
  }

  /** The branches that a value of this type may meet. */
  List<SchemaNode> admitting(Union union, JsonType type) {
    return union.branches().stream().filter(branch -> mayAdmit(branch, type, 0)).toList();
  }

  private static final int MAX_LEVELS = 32;

  // Schemas may be met in very many ways, so that each is looked at once.
  private boolean mayAdmit(SchemaNode schema, JsonType type, int level) {
    if (level > MAX_LEVELS) {
      return true;
    }
    Map<JsonType, Boolean> ofSchema =
        admitted.computeIfAbsent(schema, absent -> new ConcurrentHashMap<>());
    Boolean known = ofSchema.get(type);
    if (known == null) {
      known = findWhetherMayAdmit(schema, type, level);
      ofSchema.put(type, known);
    }
    return known;
  }

  private boolean findWhetherMayAdmit(SchemaNode schema, JsonType type, int level) {
    JsonNode json = schema.json();
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (!type.isOneOf(schema.types())) {
      return false;
    }
    List<JsonNode> values = schema.values();
    if (!values.isEmpty() && values.stream().noneMatch(v -> JsonType.of(v) == type)) {
      return false;
    }
    for (SchemaNode also : beside(schema)) {
      if (!mayAdmit(also, type, level + 1)) {
        return false;
      }
    }
    Union union = schema.union();
    return union == null
        || union.branches().stream().anyMatch(branch -> mayAdmit(branch, type, level + 1));
  }

  /** The schemas that always hold beside this one, by {@code $ref} and {@code allOf}. */
  List<SchemaNode> beside(SchemaNode schema) {
    JsonNode json = schema.json();
    List<SchemaNode> beside = new ArrayList<>();
    if (json.has("$ref")) {
      beside.add(graph.at(json.get("$ref").stringValue()));
    }
    for (int i = 0; i < json.path("allOf").size(); i++) {
      beside.add(graph.at(schema.pointer() + "/allOf/" + i));
    }
    return beside;
  }

  // A member that every branch requires and that has a text of its own in each: then a value can
  // meet one branch at the most.
  private @Nullable String deciding(Union union, JsonType type) {
    List<SchemaNode> branches = admitting(union, type);
    for (String name : pinnedNames(branches.get(0))) {
      Map<String, SchemaNode> owners = new HashMap<>();
      boolean decides = true;
      for (SchemaNode branch : branches) {
        List<String> values = pinned(branch, name);
        decides &= !values.isEmpty();
        for (String value : values) {
          decides &= owners.put(value, branch) == null;
        }
      }
      if (decides) {
        return name;
      }
    }
    return null;
  }

  private Set<String> pinnedNames(SchemaNode branch) {
    Set<String> names = new LinkedHashSet<>();
    collectNames(branch, names, new HashSet<>());
    names.removeIf(name -> pinned(branch, name).isEmpty());
    return names;
  }

  private void collectNames(SchemaNode schema, Set<String> names, Set<SchemaNode> done) {
    if (done.add(schema)) {
      names.addAll(schema.required());
      inside(schema).forEach(inner -> collectNames(inner, names, done));
    }
  }

  private List<SchemaNode> inside(SchemaNode schema) {
    List<SchemaNode> inside = new ArrayList<>(beside(schema));
    if (schema.union() != null) {
      inside.addAll(schema.union().branches());
    }
    return inside;
  }

  private List<String> pinned(SchemaNode branch, String name) {
    return pinned(branch, name, 0);
  }

  // The texts that a member must be one of, in the schema itself, in one that holds beside it, or
  // in every branch of its union; none where that is not said.
  private List<String> pinned(SchemaNode schema, String name, int level) {
    if (level == MAX_LEVELS) {
      return List.of();
    }
    Map<String, List<String>> ofSchema =
        pinned.computeIfAbsent(schema, absent -> new ConcurrentHashMap<>());
    List<String> known = ofSchema.get(name);
    if (known == null) {
      known = findPinned(schema, name, level);
      ofSchema.put(name, known);
    }
    return known;
  }

  private List<String> findPinned(SchemaNode schema, String name, int level) {
    SchemaNode property = schema.properties().get(name);
    if (property != null && schema.required().contains(name) && !property.values().isEmpty()) {
      List<JsonNode> values = property.values();
      return values.stream().allMatch(JsonNode::isString)
          ? values.stream().map(JsonNode::stringValue).toList()
          : List.of();
    }
    for (SchemaNode also : beside(schema)) {
      List<String> values = pinned(also, name, level + 1);
      if (!values.isEmpty()) {
        return values;
      }
    }
    List<String> all = new ArrayList<>();
    if (schema.union() != null) {
      for (SchemaNode branch : schema.union().branches()) {
        List<String> values = pinned(branch, name, level + 1);
        if (values.isEmpty()) {
          return List.of();
        }
        all.addAll(values);
      }
    }
    return all;
  }
}
