package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.CallerSchemas;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value held against a JSON Schema that comes with a request.
 *
 * @param mistakes what is wrong with the value, each with its place
 * @param unusable why nothing can be told, or null where it can
 * @param isSpent whether that is because it takes too much work
 */
record RequestedSchema(List<String> mistakes, @Nullable String unusable, boolean isSpent) {
  static RequestedSchema judge(CallerSchemas callers, JsonNode schema, JsonNode value) {
    try {
      List<String> mistakes = new ArrayList<>();
      for (Problem problem : callers.validate(value, schema)) {
        mistakes.add("at '%s': %s".formatted(problem.pointer(), problem.message()));
      }
      return new RequestedSchema(mistakes, null, false);
    } catch (SchemaEngine.BudgetException e) {
      return new RequestedSchema(List.of(), String.valueOf(e.getMessage()), true);
    } catch (CallerSchema.UnusableException | SchemaEngine.EngineException e) {
      return new RequestedSchema(List.of(), String.valueOf(e.getMessage()), false);
    }
  }

  /**
   * That nothing can be told, and why.
   *
   * @param fault what is said of a schema that cannot be used
   */
  String untold(String fault) {
    return isSpent
        ? "the schema that the request gives was not tried to its end: " + unusable
        : fault + ": " + unusable;
  }

  /** The rule of the finding that nothing can be told. */
  String rule(String own) {
    return isSpent ? "schema.budget" : own;
  }
}
