package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema that asks little of an object, which is told without the engine. */
public final class TreeCondition {
  private final List<String> names;
  private final Condition condition;

  private TreeCondition(List<String> names, Condition condition) {
    this.names = names;
    this.condition = condition;
  }

  /** Compiles a schema; null where it asks for more than is compiled. */
  public static @Nullable TreeCondition of(SchemaNode schema) {
    List<String> names = new ArrayList<>();
    Condition condition =
        Condition.of(
            schema.json(),
            name -> {
              if (!names.contains(name)) {
                names.add(name);
              }
              return names.indexOf(name);
            });
    return condition == null ? null : new TreeCondition(List.copyOf(names), condition);
  }

  /** Whether an object satisfies the schema. */
  public boolean holds(JsonNode object) {
    return condition.holds(new Members(names, object));
  }

  private record Members(List<String> names, JsonNode object) implements Condition.Facts {
    @Override
    public boolean has(int index) {
      return object.has(names.get(index));
    }

    @Override
    public Condition.Look at(int index) {
      return new Value(object.path(names.get(index)));
    }
  }

  private record Value(JsonNode json) implements Condition.Look {
    @Override
    public char kind() {
      return switch (json.getNodeType()) {
        case OBJECT, POJO -> '{';
        case ARRAY -> '[';
        case STRING, BINARY -> '"';
        case BOOLEAN -> json.booleanValue() ? 't' : 'f';
        case NULL, MISSING -> 'n';
        case NUMBER -> '0';
      };
    }

    @Override
    public boolean is(String text) {
      return json.isString() && json.stringValue().equals(text);
    }

    @Override
    public boolean isEmpty() {
      return json.isString() ? json.stringValue().isEmpty() : json.isContainer() && json.isEmpty();
    }
  }
}
