package dev.concordat.conformance.schema;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The schemas that come with one request, each read once, and one budget for all that is held
 * against them. For one thread at a time.
 */
public final class CallerSchemas {
  // Most requests have none.
  private static final int FEW = 1;

  private final IdentityHashMap<JsonNode, CallerSchema> read = new IdentityHashMap<>(FEW);
  private final IdentityHashMap<JsonNode, CallerSchema.UnusableException> unusable =
      new IdentityHashMap<>(FEW);
  private @Nullable StepBudget budget;

  /**
   * Validates a value.
   *
   * @return what contradicts the schema, as {@link SchemaEngine#validate} has it
   * @throws CallerSchema.UnusableException where the schema cannot be used
   * @throws SchemaEngine.EngineException where the engine cannot say
   * @throws SchemaEngine.BudgetException where it takes more steps than are left for the request
   */
  public CallerSchema.Contradictions validate(JsonNode value, JsonNode schema) {
    if (budget == null) {
      budget = new StepBudget();
    }
    return of(schema).validate(value, budget);
  }

  /**
   * A schema of the request, read.
   *
   * @throws CallerSchema.UnusableException where it cannot be used
   */
  public CallerSchema of(JsonNode schema) {
    CallerSchema.UnusableException fault = unusable.get(schema);
    if (fault != null) {
      throw fault;
    }
    try {
      return read.computeIfAbsent(schema, CallerSchema::of);
    } catch (CallerSchema.UnusableException e) {
      unusable.put(schema, e);
      throw e;
    }
  }
}
