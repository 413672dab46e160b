package dev.concordat.conformance.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Walks a value along the schemas that describe it and tells a {@link Visitor} what it meets. It
 * asserts nothing; where it must know which branch of a union holds, it asks the engine.
 */
public final class Walk {
  private final SchemaEngine engine;
  private final Visitor visitor;

  public Walk(SchemaEngine engine, Visitor visitor) {
    this.engine = engine;
    this.visitor = visitor;
  }

  /** What is met on the way. Each method does nothing unless overridden. */
  public interface Visitor {
    /** A value that a schema applies to. A value may be met with several schemas. */
    default void value(SchemaNode schema, JsonNode value, InstancePath at) {}

    /** A property that a schema describes by name, and its value. */
    default void property(SchemaNode owner, String name, JsonNode value, InstancePath at) {}

    /** The branch of a union that a value means. */
    default void branch(Union union, SchemaNode branch, JsonNode value, InstancePath at) {}

    /**
     * A property that no schema describes.
     *
     * @param owner the schema of the object: of several, the one that describes properties
     * @param at the place of the property
     */
    default void undocumented(SchemaNode owner, String name, JsonNode value, InstancePath at) {}

    /**
     * A value that is allowed whatever it is, so that nothing in it meets a description.
     *
     * @param schema the schema that allows it: that of the object or array around it, or its own
     */
    default void undescribed(SchemaNode schema, JsonNode value) {}
  }

  /** Walks the value and all that is in it. */
  public void walk(JsonNode value, SchemaNode schema) {
    walk(value, List.of(schema), InstancePath.ROOT);
  }

  // As deep as the value, whose depth the JSON parser bounds.
  private void walk(JsonNode value, List<SchemaNode> schemas, InstancePath at) {
    List<SchemaNode> applied = new ArrayList<>();
    for (SchemaNode schema : schemas) {
      if (!apply(value, schema, at, applied)) {
        return;
      }
    }
    if (!value.isContainer() && applied.stream().allMatch(SchemaNode::isAnything)) {
      visitor.undescribed(applied.get(0), value);
    }
    if (value.isObject()) {
      SchemaNode other = otherKind(applied, value);
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        String name = property.getKey();
        property(applied, other, name, property.getValue(), at.property(name));
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        List<SchemaNode> children = items(applied, i);
        if (!children.isEmpty()) {
          walk(value.get(i), children, at.index(i));
        } else {
          visitor.undescribed(applied.get(0), value.get(i));
        }
      }
    }
  }

  // False where the value is so far from the schema that what is in it cannot be told: it has
  // another type, or means no branch of a union. That it is wrong is for the engine to say.
  private boolean apply(
      JsonNode value, SchemaNode schema, InstancePath at, List<SchemaNode> applied) {
    if (applied.contains(schema)) {
      return true;
    }
    if (!JsonType.of(value).isOneOf(schema.types)) {
      return false;
    }
    applied.add(schema);
    visitor.value(schema, value, at);
    for (SchemaNode also : schema.alsoApply) {
      // That a condition is about other values says nothing of this one.
      if (!apply(value, also, at, applied) && schema.always.contains(also)) {
        return false;
      }
    }
    Union union = schema.union;
    if (union == null) {
      return true;
    }
    boolean isTold = false;
    for (SchemaNode branch : branches(union, value)) {
      visitor.branch(union, branch, value, at);
      isTold |= apply(value, branch, at, applied);
    }
    return isTold;
  }

  // Of oneOf the one branch, of anyOf all that the value satisfies; a branch that the value means
  // though it contradicts it is walked too, so that what is in it is told.
  private List<SchemaNode> branches(Union union, JsonNode value) {
    List<Integer> open = union.open(value);
    Union.Choice meant = union.choose(value);
    boolean isOneOf = union.keyword().equals("oneOf");
    if (meant instanceof Union.Choice.One one
        && (isOneOf || open.size() <= 1)
        && (open.isEmpty() || open.contains(union.branches().indexOf(one.branch())))) {
      return List.of(one.branch());
    }
    List<SchemaNode> satisfied = new ArrayList<>();
    for (int index : open) {
      SchemaNode branch = union.branches().get(index);
      if (satisfies(value, branch)) {
        satisfied.add(branch);
        if (isOneOf) {
          break;
        }
      }
    }
    return satisfied;
  }

  // Where the engine cannot say, it says so when it is asked for the whole value.
  private boolean satisfies(JsonNode value, SchemaNode branch) {
    try {
      return engine.validate(value, branch).isEmpty();
    } catch (SchemaEngine.EngineException e) {
      return false;
    }
  }

  // What an object says to be that is none of what applies to it; null where it says no such thing.
  private static @Nullable SchemaNode otherKind(List<SchemaNode> applied, JsonNode value) {
    for (SchemaNode schema : applied) {
      SchemaNode other = schema.toldBy.isEmpty() ? null : schema.otherKind(value);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  // That an object is of another kind is for the engine to say, and says what it has.
  private void property(
      List<SchemaNode> applied,
      @Nullable SchemaNode other,
      String name,
      JsonNode value,
      InstancePath at) {
    List<SchemaNode> children = new ArrayList<>();
    boolean free = false;
    for (SchemaNode schema : applied) {
      SchemaNode child = schema.property(name);
      if (child != null) {
        visitor.property(schema, name, value, at);
        children.add(child);
      } else if (schema.additionalProperties != null) {
        children.add(schema.additionalProperties);
      }
      free |= schema.freeForm;
    }
    if (!children.isEmpty()) {
      walk(value, children, at);
    } else if (other != null && other.property(name) != null) {
      visitor.undescribed(owner(applied), value);
    } else if (!free && !applied.isEmpty()) {
      visitor.undocumented(owner(applied), name, value, at);
    } else if (free) {
      visitor.undescribed(owner(applied), value);
    }
  }

  /**
   * Of the schemas that apply to an object, the one that its members are told of: not the union but
   * the branch that is meant, nor what only refers to the schema.
   */
  public static SchemaNode owner(List<SchemaNode> applied) {
    return applied.stream()
        .filter(schema -> !schema.properties.isEmpty() && !schema.isCondition())
        .findFirst()
        .orElse(applied.get(0));
  }

  private static List<SchemaNode> items(List<SchemaNode> applied, int index) {
    List<SchemaNode> children = new ArrayList<>();
    for (SchemaNode schema : applied) {
      if (index < schema.prefixItems.size()) {
        children.add(schema.prefixItems.get(index));
      } else if (schema.items != null) {
        children.add(schema.items);
      }
    }
    return children;
  }
}
