package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All the schemas that apply to a value in one place, and how values of each kind are read there.
 */
final class Shape {
  private final List<SchemaNode> schemas;
  private final Planner planner;
  // Made when met. Threads may make one twice, which are alike, and see it only when it is whole.
  private final @Nullable Typed[] kinds = new Typed[Kind.COUNT];

  Shape(List<SchemaNode> schemas, Planner planner) {
    this.schemas = schemas;
    this.planner = planner;
  }

  /** How a value of this kind is read. */
  Typed of(Kind kind) {
    Typed typed = kinds[kind.index()];
    if (typed == null) {
      typed = planner.plan(schemas, kind);
      kinds[kind.index()] = typed;
    }
    return typed;
  }
}
