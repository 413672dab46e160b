package dev.concordat.conformance.compiled;

import dev.concordat.conformance.compiled.Shape.Kind;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The schemas that apply to a value of one kind: those that were given, what they refer to, and the
 * branches that are meant of their unions.
 */
final class Applied {
  private static final List<String> CONDITIONS = List.of("if", "then", "else", "not");

  private final Planner planner;
  private final Kind kind;
  private final Map<Union, SchemaNode> meant;
  private final List<SchemaNode> schemas = new ArrayList<>();
  private final TreeSet<Integer> told = new TreeSet<>();
  private @Nullable Union undecided;

  Applied(Planner planner, Kind kind, Map<Union, SchemaNode> meant) {
    this.planner = planner;
    this.kind = kind;
    this.meant = meant;
  }

  /** The schemas, in the order in which a walk meets them. */
  List<SchemaNode> schemas() {
    return schemas;
  }

  /** The first union of which a member decides the branch, or null where all are decided. */
  @Nullable Union undecided() {
    return undecided;
  }

  void tell(int place) {
    if (place >= 0) {
      told.add(place);
    }
  }

  int[] told() {
    return told.stream().mapToInt(Integer::intValue).toArray();
  }

  void apply(SchemaNode schema) {
    if (schemas.contains(schema)) {
      return;
    }
    JsonNode json = schema.json();
    if (json.isBoolean() ? !json.booleanValue() : !kind.type().isOneOf(schema.types())) {
      throw new Refused();
    }
    schemas.add(schema);
    tell(planner.places().of(schema));
    if (json.isBoolean()) {
      return;
    }
    if (kind != Kind.OBJECT && CONDITIONS.stream().anyMatch(json::has)) {
      throw new Refused();
    }
    planner.beside(schema).forEach(this::apply);
    union(schema);
  }

  private void union(SchemaNode schema) {
    Union union = schema.union();
    if (union == null) {
      return;
    }
    if (schema.json().has("oneOf") && schema.json().has("anyOf")) {
      throw new Refused();
    }
    SchemaNode branch = meant.get(union);
    if (branch == null) {
      List<SchemaNode> admitting = planner.admitting(union, kind.type());
      if (admitting.isEmpty()) {
        throw new Refused();
      }
      if (admitting.size() > 1) {
        undecided = undecided == null ? union : undecided;
        return;
      }
      branch = admitting.get(0);
    }
    tell(planner.places().branch(union, branch));
    apply(branch);
  }
}
