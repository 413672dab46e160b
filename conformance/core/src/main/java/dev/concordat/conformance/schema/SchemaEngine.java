package dev.concordat.conformance.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asserts schemas: whether values satisfy them. An engine belongs to one {@link SchemaGraph}. */
public interface SchemaEngine {
  /**
   * How many places of a schema a value can contradict; behind the last of these it is not
   * validated.
   */
  int MAX_PROBLEMS = 1000;

  /**
   * The same engine for the values of one exchange, such as the chunks of a stream: what they take
   * together is bounded by what all of them are worth. For one thread at a time.
   */
  default SchemaEngine ofOneExchange() {
    return this;
  }

  /**
   * Validates a value.
   *
   * @return what contradicts the schema, in the order of the value; of a union, only what is wrong
   *     in the branch that the value means. Empty where the value satisfies the schema. Of very
   *     many problems at one place of the schema the last stands for those that are not listed, and
   *     no more than {@link #MAX_PROBLEMS} places have one.
   * @throws EngineException where the engine cannot say
   * @throws BudgetException where it takes more steps than are taken for a value of this size
   */
  List<Problem> validate(JsonNode value, SchemaNode schema);

  /** Whether these are so many that behind the last of them the value was not validated. */
  static boolean isCut(List<Problem> problems) {
    return problems.size() >= MAX_PROBLEMS
        && problems.stream().map(Problem::place).distinct().count() >= MAX_PROBLEMS;
  }

  /**
   * An engine over the schemas of a graph.
   *
   * @throws EngineException where they cannot be used
   */
  static SchemaEngine of(SchemaGraph graph) {
    return new NetworkntEngine(graph);
  }

  /** The same, of schemas that are known to be usable; it is made when it is asked first. */
  static SchemaEngine late(SchemaGraph graph) {
    Late<SchemaEngine> engine = new Late<>(() -> of(graph));
    return (value, schema) -> engine.get().validate(value, schema);
  }

  /** The engine failed on a value. */
  class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineException(String message, Throwable cause) {
      super(message, cause);
    }

    /** The rule of the finding that says so. */
    public String rule() {
      return "schema.engine";
    }
  }

  /** The engine stopped: the schema asks for more work than the value is worth. */
  final class BudgetException extends EngineException {
    private static final long serialVersionUID = 1L;

    BudgetException(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public String rule() {
      return "schema.budget";
    }
  }
}
