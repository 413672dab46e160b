package dev.concordat.conformance.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema that comes with a request: the parameters of a tool, or the form that an answer is
 * to have. It is not trusted, and may be of any {@link Dialect}; it is compiled once for equal
 * schemas.
 */
public final class CallerSchema {
  private static final int MAX_KEPT = 64;
  private static final long MAX_KEPT_SIZE = 10_000;
  private static final Map<JsonNode, CallerSchema> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, CallerSchema> eldest) {
          return size() > MAX_KEPT;
        }
      };

  private final SchemaGraph graph;
  private final Late<NetworkntEngine> engine;

  private CallerSchema(SchemaGraph graph) {
    this.graph = graph;
    this.engine = new Late<>(() -> engine(graph));
  }

  // Only for what is not plainly right.
  private static NetworkntEngine engine(SchemaGraph graph) {
    try {
      return new NetworkntEngine(graph);
    } catch (SchemaEngine.EngineException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  /** A schema cannot be used. The message says what in it. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads a schema.
   *
   * @throws UnusableException where it is none, names a dialect that is not read, refers to
   *     something outside itself, or is too large
   */
  public static CallerSchema of(JsonNode json) {
    if (StepBudget.sizeOf(json) > MAX_KEPT_SIZE) {
      return read(json);
    }
    synchronized (KEPT) {
      CallerSchema kept = KEPT.get(json);
      if (kept != null) {
        return kept;
      }
    }
    CallerSchema read = read(json);
    synchronized (KEPT) {
      KEPT.put(json, read);
    }
    return read;
  }

  private static CallerSchema read(JsonNode json) {
    try {
      return new CallerSchema(SchemaGraph.compile(CallerSchemaReader.read(json), List.of("#")));
    } catch (SchemaGraph.SchemaException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new UnusableException("it nests too deep");
    }
  }

  /** The schema in JSON Schema 2020-12, compiled. */
  public SchemaGraph graph() {
    return graph;
  }

  /** The schema as a whole. */
  public SchemaNode root() {
    return graph.at("#");
  }

  /**
   * What asserts it.
   *
   * @throws UnusableException where nothing can
   */
  public SchemaEngine engine() {
    return engine.get();
  }

  List<Problem> validate(JsonNode value, StepBudget budget) {
    return engine.get().validate(value, root(), budget);
  }
}
