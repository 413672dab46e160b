package dev.concordat.conformance.schema;

import dev.concordat.language.Components;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The compiled view of all schemas of a document: a graph, since schemas may refer to each other in
 * circles. It is built once and does not change, so that threads share it.
 */
public final class SchemaGraph {
  private final JsonNode document;
  private final Map<String, SchemaNode> nodes;

  private SchemaGraph(JsonNode document, Map<String, SchemaNode> nodes) {
    this.document = document;
    this.nodes = nodes;
  }

  /**
   * Compiles the schemas at the given places and all that they lead to.
   *
   * @param document the document whose places the pointers are
   * @param pointers pointers of schemas, as URI fragments: {@code #/components/schemas/X}
   * @throws SchemaException where a reference leads nowhere, out of the document or in a circle, or
   *     where a schema cannot be read
   */
  public static SchemaGraph compile(JsonNode document, List<String> pointers) {
    return compile(
        document,
        pointers,
        mistake -> {
          throw mistake;
        });
  }

  /**
   * Compiles the schemas and says all that is wrong with them. Where something is, the graph is for
   * finding more of it only: a schema that cannot be read allows everything.
   *
   * @param mistakes is given each mistake
   */
  public static SchemaGraph compile(
      JsonNode document, List<String> pointers, Consumer<SchemaException> mistakes) {
    SchemaCompiler compiler = new SchemaCompiler(document, mistakes);
    pointers.forEach(compiler::node);
    return new SchemaGraph(document, compiler.finish());
  }

  /** The document that the schemas stand in. */
  public JsonNode document() {
    return document;
  }

  /**
   * The schema at a place, its reference followed where it is nothing but one.
   *
   * @throws IllegalArgumentException where no schema was compiled at this place
   */
  public SchemaNode at(String pointer) {
    SchemaNode node = find(pointer);
    if (node == null) {
      throw new IllegalArgumentException("no schema at " + pointer);
    }
    return node;
  }

  /** The schema at a place, or null where none was compiled. */
  public @Nullable SchemaNode find(String pointer) {
    return nodes.get(pointer);
  }

  /**
   * The schemas under {@code components/schemas} and those inside them, sorted by place; conditions
   * and negations are not among them.
   */
  public List<SchemaNode> reachableFromComponents() {
    return nodes.values().stream()
        .filter(node -> node.pointer().startsWith(Components.SCHEMAS))
        .filter(node -> !node.isCondition())
        .distinct()
        .sorted(Comparator.comparing(SchemaNode::pointer))
        .toList();
  }

  /** A document's schemas cannot be compiled. */
  public static final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String pointer;

    SchemaException(String pointer, String message) {
      super(message);
      this.pointer = pointer;
    }

    /** The place in the document, as a JSON pointer. */
    public String pointer() {
      return pointer.substring(1);
    }
  }
}
