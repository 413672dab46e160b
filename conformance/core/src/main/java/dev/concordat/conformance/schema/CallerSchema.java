package dev.concordat.conformance.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
  // What holds where formats assert nothing, where that is another; made where something is wrong.
  private final Late<Optional<CallerSchema>> withoutFormats;

  private CallerSchema(SchemaGraph graph, Supplier<Optional<CallerSchema>> withoutFormats) {
    this.graph = graph;
    this.engine = new Late<>(() -> engine(graph));
    this.withoutFormats = new Late<>(withoutFormats);
  }

  // Only for what is not plainly right.
  private static NetworkntEngine engine(SchemaGraph graph) {
    try {
      return new NetworkntEngine(graph);
    } catch (SchemaEngine.EngineException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What contradicts a schema.
   *
   * @param asserted what does in any case
   * @param noted what does only where a format is more than a note, which it is not by itself (JSON
   *     Schema 2020-12, Validation, 7.2.1)
   */
  public record Contradictions(List<Problem> asserted, List<Problem> noted) {}

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
      JsonNode read = CallerSchemaReader.read(json, true);
      return compiled(read, () -> withoutFormats(json, read));
    } catch (SchemaGraph.SchemaException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new UnusableException("it nests too deep");
    }
  }

  private static CallerSchema compiled(
      JsonNode json, Supplier<Optional<CallerSchema>> withoutFormats) {
    return new CallerSchema(SchemaGraph.compile(json, List.of("#")), withoutFormats);
  }

  private static Optional<CallerSchema> withoutFormats(JsonNode json, JsonNode read) {
    JsonNode plain = CallerSchemaReader.read(json, false);
    return plain.equals(read) ? Optional.empty() : Optional.of(compiled(plain, Optional::empty));
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

  Contradictions validate(JsonNode value, StepBudget budget) {
    List<Problem> problems = engine.get().validate(value, root(), budget);
    CallerSchema plain = problems.isEmpty() ? null : withoutFormats.get().orElse(null);
    if (plain == null) {
      return new Contradictions(problems, List.of());
    }
    List<Problem> asserted = plain.validate(value, budget).asserted();
    boolean isMore = !asserted.isEmpty();
    return new Contradictions(
        asserted,
        problems.stream()
            .filter(problem -> !isMore || problem.keyword().equals("format"))
            .toList());
  }
}
