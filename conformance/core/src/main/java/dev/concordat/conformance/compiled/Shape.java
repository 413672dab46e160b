package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All the schemas that apply to a value in one place, and how values of each kind are read there.
 */
final class Shape {
  /** What a value shows to be by its bytes; finer than the types of JSON Schema. */
  enum Kind {
    NULL(0, JsonType.NULL),
    FALSE(1, JsonType.BOOLEAN),
    TRUE(2, JsonType.BOOLEAN),
    OBJECT(3, JsonType.OBJECT),
    ARRAY(4, JsonType.ARRAY),
    WHOLE(5, JsonType.INTEGER),
    FRACTION(6, JsonType.NUMBER),
    TEXT(7, JsonType.STRING);

    /** How many there are. */
    static final int COUNT = 8;

    private final int index;
    private final JsonType type;

    Kind(int index, JsonType type) {
      this.index = index;
      this.type = type;
    }

    /** A number of its own, below {@link #COUNT}. */
    int index() {
      return index;
    }

    JsonType type() {
      return type;
    }
  }

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
