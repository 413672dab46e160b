package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a file of a specification must look like, as a JSON Schema that ships with the contracts.
 */
final class Form {
  private static final Set<String> SOURCES = Set.of("x-source", "x-documents");

  /** Of a contract: which extensions there are, and where they may stand. */
  static final Form CONTRACT = of("contract-extensions.schema.json");

  /** Of a ledger. */
  static final Form LEDGER = of("ledger.schema.json");

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
    try (InputStream in = Form.class.getResourceAsStream(Contracts.ROOT + "schemas/" + name)) {
      if (in == null) {
        throw new ContractException(name + " is not on the class path");
      }
      return SourceTree.read(name, in).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds a file against the form.
   *
   * @throws ContractException where it has another
   */
  void check(SourceTree source) {
    List<Problem> problems = engine.validate(source.root(), graph.at("#"));
    if (!problems.isEmpty()) {
      Problem first = problems.get(0);
      throw source.error(
          first.pointer(),
          "%s: %s%s".formatted(first.pointer(), first.message(), hint(first.pointer())));
    }
  }

  private static String hint(String pointer) {
    return pointer.contains("/x-")
        ? "; spec/README.md says which extensions there are and where they may stand"
        : "";
  }
}
