package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.Keyword;
import dev.concordat.language.Nearest;
import dev.concordat.language.SourceTree;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a file of a specification must look like, as a JSON Schema that ships with the contracts.
 */
final class Form {
  private static final String WHERE =
      "spec/README.md says which extensions there are and where they may stand";
  // The form of schemas, which lists no keyword whose value may be any.
  private static final String SCHEMA = "#/$defs/schema";
  // What is wrong then is not the value by itself, and what is in it may be right or not.
  private static final Set<String> OF_THE_WHOLE =
      Set.of(
          "required",
          "dependentRequired",
          "minProperties",
          "maxProperties",
          "minItems",
          "uniqueItems",
          "contains",
          "maxContains",
          "not");
  private static final Set<String> SOURCES =
      Set.of(Extension.SOURCE.text(), Extension.DOCUMENTS.text());

  /** Of a contract: which extensions there are, and where they may stand. */
  static final Form CONTRACT = of("contract-extensions.schema.json");

  /** Of a ledger. */
  static final Form LEDGER = of("ledger.schema.json");

  /** Of what is known of a provider's errors; compiled by those alone who need it. */
  static Form errors() {
    return Errors.ERRORS;
  }

  private static final class Errors {
    static final Form ERRORS = of("errors.schema.json");
  }

  /** Of a contract of one's own: the same, but nothing need name its source. */
  static Form ownContract() {
    return Own.CONTRACT;
  }

  // Compiled by those alone who need it.
  private static final class Own {
    static final Form CONTRACT = withoutSources(schema("contract-extensions.schema.json"));
  }

  private final SchemaGraph graph;
  private final SchemaEngine engine;

  private Form(SchemaGraph graph) {
    this.graph = graph;
    this.engine = SchemaEngine.of(graph);
  }

  private static Form of(String name) {
    return of(schema(name));
  }

  private static Form of(JsonNode schema) {
    return new Form(SchemaGraph.compile(schema, List.of("#")));
  }

  private static Form withoutSources(JsonNode schema) {
    for (JsonNode required : schema.findValues("required")) {
      if (required instanceof ArrayNode names) {
        names.removeIf(name -> SOURCES.contains(name.asString()));
      }
    }
    return of(schema);
  }

  private static JsonNode schema(String name) {
    byte[] content = ShippedFiles.content("schemas/" + name);
    return SourceTree.read(name, new ByteArrayInputStream(content)).root();
  }

  /**
   * Whether a keyword may stand in a contract: what the checker does not hold values against, or
   * would take in another sense, must not. The form of schemas lists the same.
   */
  static boolean mayStand(Keyword keyword) {
    return switch (keyword) {
      case REF, TYPE, ENUM, CONST, FORMAT, PATTERN -> true;
      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> true;
      case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS -> true;
      case MIN_CONTAINS, MAX_CONTAINS, MIN_PROPERTIES, MAX_PROPERTIES -> true;
      case REQUIRED, DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, PROPERTY_NAMES -> true;
      case PROPERTIES, PATTERN_PROPERTIES, ADDITIONAL_PROPERTIES -> true;
      case ITEMS, PREFIX_ITEMS, CONTAINS -> true;
      case ALL_OF, ANY_OF, ONE_OF, NOT, IF, THEN, ELSE, DISCRIMINATOR -> true;
      case TITLE, DESCRIPTION, EXAMPLES, DEFAULT, DEPRECATED, READ_ONLY, WRITE_ONLY -> true;
      case COMMENT, EXTERNAL_DOCS -> true;
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS -> false;
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE -> true;
      case CONTENT_SCHEMA -> false;
      case NULLABLE, EXAMPLE, XML, DEFS, DEFINITIONS -> false;
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF -> false;
    };
  }

  /** Holds a file against the form, and tells all that is wrong with it. */
  void check(SourceTree source, Flaws flaws) {
    for (Problem problem : engine.validate(source.root(), graph.at("#"))) {
      String at = place(problem);
      String message = (at.isEmpty() ? "" : at + ": ") + problem.message() + hint(problem, at);
      if (OF_THE_WHOLE.contains(problem.keyword())) {
        flaws.at(source, at, message);
      } else {
        flaws.wrong(source, at, message);
      }
    }
  }

  // Of a name that may not be there, the place of the name.
  private static String place(Problem problem) {
    boolean isName =
        problem.keyword().equals("propertyNames")
            || problem.keyword().equals("additionalProperties");
    String property = problem.property();
    return isName && property != null
        ? problem.pointer() + JsonPointer.empty().appendProperty(property)
        : problem.pointer();
  }

  private static String name(String at) {
    return at.substring(at.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  // What was meant by a name that may not be there; null where that cannot be told.
  private @Nullable String near(Problem problem, String at) {
    return switch (problem.keyword()) {
      case "propertyNames", "additionalProperties" -> Nearest.of(name(at), known(problem.schema()));
      case "false" -> Nearest.of(name(at), extensions(problem.schema()));
      default -> null;
    };
  }

  private String hint(Problem problem, String at) {
    String advice = FormAdvice.of(problem, at, name(at), problem.schema().endsWith(SCHEMA));
    if (advice != null) {
      return "; " + advice;
    }
    String near = near(problem, at);
    String meant = near == null ? "" : "; did you mean '%s'?".formatted(near);
    return switch (problem.keyword()) {
      case "propertyNames" -> meant;
      case "additionalProperties" ->
          near == null ? "; " + Nearest.hint(name(at), known(problem.schema())) : meant;
      case "dependentRequired" -> "; " + lacking(problem);
      case "false" -> "; " + WHERE + (near == null ? elsewhere(name(at), problem.schema()) : meant);
      default -> at.contains("/x-") ? "; " + WHERE : "";
    };
  }

  private static String lacking(Problem problem) {
    List<String> lacking = new ArrayList<>();
    problem
        .expected()
        .forEachEntry(
            (name, needed) -> {
              for (JsonNode other : needed) {
                if (problem.found().has(name) && !problem.found().has(other.asString(""))) {
                  lacking.add("%s needs %s".formatted(name, other.asString("")));
                }
              }
            });
    return String.join(", ", lacking);
  }

  // An extension that is none, or one that stands elsewhere.
  private String elsewhere(String name, String schema) {
    List<String> places = new ArrayList<>();
    for (JsonNode each : graph.document().path("$defs")) {
      if (each.path("properties").has(name) && each.has("title")) {
        places.add(each.path("title").asString());
      }
    }
    return places.isEmpty()
        ? "; here " + Nearest.hint(name, extensions(schema))
        : "; %s stands at %s".formatted(name, String.join(" or ", places));
  }

  private List<String> extensions(String schema) {
    String around = schema.substring(0, schema.lastIndexOf("/patternProperties/"));
    JsonNode form = graph.document().at(around.substring(1));
    return form.path("properties").propertyNames().stream()
        .filter(name -> name.startsWith("x-"))
        .toList();
  }

  private List<String> known(String schema) {
    return schema.endsWith(SCHEMA)
        ? Stream.of(Keyword.values()).filter(Form::mayStand).map(Keyword::text).toList()
        : List.copyOf(graph.document().at(schema.substring(1)).path("properties").propertyNames());
  }
}
