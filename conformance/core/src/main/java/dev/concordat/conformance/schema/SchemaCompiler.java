package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compiles schemas and all that they lead to. A schema that cannot be read allows everything, so
 * that whatever else is wrong is found too.
 */
final class SchemaCompiler {
  private static final int MAX_REFERENCES = 64;

  private final JsonNode document;
  private final Consumer<SchemaGraph.SchemaException> mistakes;
  private final Map<String, SchemaNode> nodes = new HashMap<>();
  private final Deque<SchemaNode> unfilled = new ArrayDeque<>();
  private final Descriptions descriptions = new Descriptions(this);

  SchemaCompiler(JsonNode document, Consumer<SchemaGraph.SchemaException> mistakes) {
    this.document = document;
    this.mistakes = mistakes;
  }

  // Nodes are filled from a queue, not by recursion, so that circles and depth are harmless.
  Map<String, SchemaNode> finish() {
    for (SchemaNode next = unfilled.poll(); next != null; next = unfilled.poll()) {
      descriptions.fill(next);
    }
    List<SchemaNode> inCircles = Circles.find(nodes.values());
    inCircles.forEach(
        node ->
            mistake(
                node.pointer(), "the schema leads back to itself without going into the value"));
    if (inCircles.isEmpty()) {
      Necessities.Finder necessities = new Necessities.Finder();
      for (SchemaNode node : nodes.values()) {
        Union union = node.union;
        if (union != null) {
          union.seal(necessities);
          union.mapping().values().forEach(branch -> branch.toldBy.add(union));
        }
      }
    }
    return nodes;
  }

  void mistake(String at, String message) {
    mistakes.accept(new SchemaGraph.SchemaException(at, message));
  }

  SchemaNode node(String pointer) {
    return node(pointer, null);
  }

  /**
   * The schema at a place.
   *
   * @param there what stands there, or null where that is to be looked up
   */
  SchemaNode node(String pointer, @Nullable JsonNode there) {
    SchemaNode known = nodes.get(pointer);
    if (known == null) {
      known = read(pointer, there);
      nodes.put(pointer, known);
    }
    return known;
  }

  private SchemaNode read(String pointer, @Nullable JsonNode there) {
    String from = pointer;
    String at = pointer;
    JsonNode json = there == null ? jsonAt(at, from) : schema(there, from);
    for (int hops = 0; ; hops++) {
      if (json == null) {
        return anything(pointer);
      }
      if (json.size() != 1 || !json.has("$ref")) {
        SchemaNode node = nodes.get(at);
        if (node == null) {
          node = new SchemaNode(at, json);
          nodes.put(at, node);
          unfilled.add(node);
        }
        return node;
      }
      if (hops == MAX_REFERENCES) {
        mistake(pointer, "the $ref leads in a circle");
        return anything(pointer);
      }
      from = child(at, "$ref");
      String target = target(from, json.get("$ref"));
      if (target == null) {
        return anything(pointer);
      }
      at = target;
      json = jsonAt(at, from);
    }
  }

  private static SchemaNode anything(String pointer) {
    SchemaNode node = new SchemaNode(pointer, JsonNodeFactory.instance.booleanNode(true));
    node.freeForm = true;
    return node;
  }

  @Nullable JsonNode jsonAt(String at, String from) {
    JsonNode json;
    try {
      json = document.at(JsonPointer.compile(at.substring(1)));
    } catch (IllegalArgumentException e) {
      mistake(from, "'%s' is no JSON pointer".formatted(at));
      return null;
    }
    if (json.isMissingNode()) {
      mistake(from, "$ref: there is nothing at " + at);
      return null;
    }
    return schema(json, from);
  }

  private @Nullable JsonNode schema(JsonNode json, String from) {
    if (!json.isObject() && !json.isBoolean()) {
      mistake(from, "a schema must be an object, true or false");
      return null;
    }
    return json;
  }

  @Nullable String target(String at, JsonNode reference) {
    if (!reference.isString() || !reference.stringValue().startsWith("#")) {
      mistake(
          at,
          "$ref: %s leads out of the document; only references that begin with #/ are followed"
              .formatted(Explanation.shown(reference)));
      return null;
    }
    return reference.stringValue();
  }

  // What a reference leads to; that it leads nowhere is said of the reference.
  SchemaNode referred(String from, String target) {
    return jsonAt(target, from) == null ? anything(target) : node(target);
  }

  static String child(String at, String... tokens) {
    StringBuilder pointer = new StringBuilder(at);
    for (String token : tokens) {
      pointer.append('/').append(InstancePath.escape(token));
    }
    return pointer.toString();
  }
}
