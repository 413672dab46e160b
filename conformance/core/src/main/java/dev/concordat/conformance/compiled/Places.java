package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A number for each thing that traffic may exercise of a contract's schemas: a schema, a property,
 * a listed value, a branch of a union. Numbers run from 0 on, so that a set of them is a row of
 * bits.
 */
public final class Places {
  private final Map<SchemaNode, Of> schemas = new HashMap<>();
  private final List<SchemaNode> order;
  private int count;

  private record Of(
      int self,
      Map<String, Integer> properties,
      Map<JsonNode, Integer> values,
      Map<SchemaNode, Integer> branches) {}

  /** Numbers all that coverage counts: the component schemas and what is in them. */
  public Places(SchemaGraph graph) {
    this.order = graph.reachableFromComponents();
    for (SchemaNode schema : order) {
      Of places = new Of(count++, new HashMap<>(), new HashMap<>(), new HashMap<>());
      schema.properties().keySet().forEach(name -> places.properties.put(name, count++));
      for (JsonNode value : listed(schema)) {
        places.values.computeIfAbsent(value, absent -> count++);
      }
      Union union = schema.union();
      if (union != null) {
        union.branches().forEach(b -> places.branches.computeIfAbsent(b, absent -> count++));
      }
      schemas.put(schema, places);
    }
  }

  /** The schemas that are counted, sorted by their place. */
  public List<SchemaNode> schemas() {
    return order;
  }

  /** The values that a schema lists, in whichever of the three ways. */
  public static List<JsonNode> listed(SchemaNode schema) {
    List<JsonNode> values = new ArrayList<>(schema.values());
    values.addAll(schema.knownValues());
    return values;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The number of a schema, or -1 where it is not counted. */
  public int of(SchemaNode schema) {
    Of places = schemas.get(schema);
    return places == null ? -1 : places.self;
  }

  /** The number of a property that a schema describes, or -1 where it is not counted. */
  public int property(SchemaNode owner, String name) {
    Of places = schemas.get(owner);
    return places == null ? -1 : orNone(places.properties.get(name));
  }

  /** The number of a value that a schema lists, or -1 where it is not counted. */
  public int value(SchemaNode schema, JsonNode value) {
    Of places = schemas.get(schema);
    return places == null ? -1 : orNone(places.values.get(value));
  }

  /** The number of a branch of a union, or -1 where it is not counted. */
  public int branch(Union union, SchemaNode branch) {
    Of places = schemas.get(union.owner());
    return places == null ? -1 : orNone(places.branches.get(branch));
  }

  private static int orNone(@Nullable Integer number) {
    return number == null ? -1 : number;
  }
}
