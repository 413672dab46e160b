package dev.concordat.conformance.server.instance;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes values that satisfy a schema. What it makes is bounded in size and verified by the engine;
 * where it finds none it says so. The same choices give the same value.
 */
public final class InstanceGenerator {
  private static final int ATTEMPTS = 12;

  private final SchemaGraph graph;
  private final SchemaEngine engine;
  private final Preferences preferences;

  /** A generator over the schemas of a graph, whose engine verifies what is made. */
  public InstanceGenerator(SchemaGraph graph, SchemaEngine engine, Preferences preferences) {
    this.graph = graph;
    this.engine = engine;
    this.preferences = preferences;
  }

  /** A generator of the least that schemas of a contract allow. */
  public static InstanceGenerator least(Contract contract) {
    return new InstanceGenerator(contract.schemas(), contract.engine(), Preferences.minimal());
  }

  /** A value with all that a schema describes, else the least; null where neither was found. */
  public static @Nullable JsonNode full(Contract contract, SchemaNode schema) {
    JsonNode full =
        new InstanceGenerator(contract.schemas(), contract.engine(), Preferences.full())
            .generate(schema);
    return full == null ? least(contract).generate(schema) : full;
  }

  /**
   * A value that satisfies the schema, or null where none was found: the schema may allow none, or
   * ask for more than is tried.
   */
  public @Nullable JsonNode generate(SchemaNode schema) {
    Map<String, Set<String>> alsoRequired = new HashMap<>();
    for (int number = 0; number < ATTEMPTS; number++) {
      try {
        Attempt attempt = new Attempt(graph, preferences, alsoRequired, number);
        JsonNode value = attempt.value(List.of(schema), "value", "");
        List<Problem> problems = engine.validate(value, schema);
        if (problems.isEmpty()) {
          return value;
        }
        // What a condition requires shows only when there is a value that it holds for.
        for (Problem problem : problems) {
          if (problem.property() != null && problem.keyword().equals("required")) {
            alsoRequired
                .computeIfAbsent(problem.pointer(), absent -> new HashSet<>())
                .add(problem.property());
          }
        }
      } catch (Attempt.ImpossibleException e) {
        // The next attempt takes other branches.
      } catch (SchemaEngine.EngineException e) {
        return null;
      }
    }
    return null;
  }
}
