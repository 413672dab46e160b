package dev.concordat.conformance.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The engine that is networknt's json-schema-validator, in JSON Schema 2020-12 with formats
 * asserted. Two of its keywords are replaced: {@code oneOf} goes straight to the branch that a
 * value means ({@link OneOfKeyword}), and bounds compare numbers of any size ({@link
 * BoundKeyword}).
 */
final class NetworkntEngine implements SchemaEngine {
  private static final String DOCUMENT = "concordat:contract";
  private static final Set<String> VALUES = Set.of("enum", "const");

  private final Schema root;
  private final Map<SchemaNode, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaGraph graph;

  NetworkntEngine(SchemaGraph graph) {
    this.graph = graph;
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .keywords(UnionKeyword.of(graph))
            .keywords(BoundKeyword.all())
            .formats(IntegerFormat.all())
            .formats(EmailFormat.all())
            .formats(NoteFormat.all())
            .keywords(CountedKeyword.allOf(Dialects.getDraft202012()))
            .build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .preloadSchema(false)
            .regularExpressionFactory(BoundedRegex::new)
            .build();
    // No resource is ever fetched: neither from a remote place nor from the class path.
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            dialect,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemaLoader(loader -> loader.block(iri -> true)));
    try {
      this.root = registry.getSchema(SchemaLocation.of(DOCUMENT), graph.document());
    } catch (RuntimeException | StackOverflowError e) {
      String reason = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Exception: ", "");
      throw new EngineException("the schema cannot be used: " + reason, e);
    }
  }

  @Override
  public List<Problem> validate(JsonNode value, SchemaNode schema) {
    return validate(value, schema, new StepBudget());
  }

  @Override
  public SchemaEngine ofOneExchange() {
    StepBudget budget = new StepBudget();
    return (value, schema) -> validate(value, schema, budget);
  }

  /**
   * Validates a value as a part of more that one budget is for.
   *
   * @throws SchemaEngine.BudgetException where the budget is spent
   */
  List<Problem> validate(JsonNode value, SchemaNode schema, StepBudget budget) {
    budget.allowFor(value);
    try {
      FirstErrors errors = errors(schemas.computeIfAbsent(schema, this::compile), value, budget);
      return withoutEchoes(value, errors.counted().stream().map(this::problem).toList());
    } catch (StepBudget.SpentException e) {
      throw new BudgetException("the value was not validated: " + e.getMessage(), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw new EngineException("the value could not be validated: " + reason(e), e);
    }
  }

  private List<Problem> withoutEchoes(JsonNode value, List<Problem> problems) {
    if (problems.size() < 2) {
      return problems;
    }
    Set<String> ofType = new HashSet<>();
    Set<String> ofValue = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.keyword().equals("type")) {
        ofType.add(problem.schema() + " " + problem.pointer());
      } else if (VALUES.contains(problem.keyword())) {
        ofValue.add(problem.pointer());
      }
    }
    return problems.stream()
        .filter(problem -> !isOfType(problem, ofType) && !isOfKind(problem, ofValue, value))
        .toList();
  }

  // A value of another type is none of those that are listed beside the type either.
  private static boolean isOfType(Problem problem, Set<String> ofType) {
    return VALUES.contains(problem.keyword())
        && ofType.contains(problem.schema() + " " + problem.pointer());
  }

  // An object that says to be of another kind lacks what that kind does not need.
  private boolean isOfKind(Problem problem, Set<String> ofValue, JsonNode value) {
    SchemaNode owner =
        problem.keyword().equals("required") && !ofValue.isEmpty()
            ? graph.find(problem.schema())
            : null;
    if (owner == null || owner.toldBy.isEmpty()) {
      return false;
    }
    SchemaNode other = owner.otherKind(value.at(problem.pointer()));
    return other != null
        && !other.required.contains(problem.property())
        && owner.toldBy.stream()
            .anyMatch(union -> ofValue.contains(problem.pointer() + "/" + union.discriminator()));
  }

  // Of a stack that was too small, and of a fault of its own, an engine says nothing.
  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static FirstErrors errors(Schema schema, JsonNode value, StepBudget budget) {
    FirstErrors errors = new FirstErrors();
    CountedContext context = new CountedContext(budget);
    context.setErrors(errors);
    try {
      BoundedRegex.paidBy(budget, () -> schema.validate(context, value));
    } catch (FirstErrors.Full e) {
      // These are enough.
    }
    return errors;
  }

  private Schema compile(SchemaNode schema) {
    if (schema.pointer().equals("#")) {
      return root;
    }
    return root.getRefSchema(SchemaLocation.of(DOCUMENT + schema.pointer()).getFragment());
  }

  private Problem problem(FirstErrors.Counted counted) {
    Error error = counted.error();
    String location = error.getSchemaLocation().toString();
    String keywordPointer = location.substring(location.indexOf('#'));
    String schema = keywordPointer.substring(0, keywordPointer.lastIndexOf('/'));
    // Where nothing says how many elements a list must have of a kind, it is one.
    SchemaNode owner = error.getKeyword().equals("minContains") ? graph.find(schema) : null;
    boolean isOfOne = owner != null && !owner.json().has("minContains");
    return new Problem(
        isOfOne ? "contains" : error.getKeyword(),
        error.getInstanceLocation().toString(),
        schema,
        error.getSchemaNode(),
        error.getInstanceNode(),
        error.getProperty(),
        counted.count());
  }
}
