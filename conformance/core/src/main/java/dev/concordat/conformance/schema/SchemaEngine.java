package dev.concordat.conformance.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asserts schemas: whether values satisfy them. An engine belongs to one {@link SchemaGraph}. */
public interface SchemaEngine {
  /** How many problems of a value are told; behind the last of these it is not validated. */
  int MAX_PROBLEMS = 1000;

  /**
   * Validates a value.
   *
   * @return what contradicts the schema, in the order of the value; of a union, only what is wrong
   *     in the branch that the value means. Empty where the value satisfies the schema, and never
   *     more than {@link #MAX_PROBLEMS}.
   * @throws EngineException where the engine cannot say
   */
  List<Problem> validate(JsonNode value, SchemaNode schema);

  /** An engine over the schemas of a graph. */
  static SchemaEngine of(SchemaGraph graph) {
    return new NetworkntEngine(graph);
  }

  /** The engine failed on a value. */
  final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
