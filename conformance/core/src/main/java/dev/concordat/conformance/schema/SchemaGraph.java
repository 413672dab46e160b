package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
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
    Compiler compiler = new Compiler(document);
    pointers.forEach(compiler::node);
    compiler.finish();
    return new SchemaGraph(document, compiler.nodes);
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
        .filter(node -> node.pointer().startsWith("#/components/schemas/"))
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

  private static final class Compiler {
    private static final int MAX_REFERENCES = 64;

    private final JsonNode document;
    private final Map<String, SchemaNode> nodes = new HashMap<>();
    private final Deque<SchemaNode> unfilled = new ArrayDeque<>();

    Compiler(JsonNode document) {
      this.document = document;
    }

    // Nodes are filled from a queue, not by recursion, so that circles and depth are harmless.
    void finish() {
      for (SchemaNode next = unfilled.poll(); next != null; next = unfilled.poll()) {
        fill(next);
      }
      Circles.refuse(nodes.values());
      Necessities.Finder necessities = new Necessities.Finder();
      for (SchemaNode node : nodes.values()) {
        if (node.union != null) {
          node.union.seal(necessities);
        }
      }
    }

    SchemaNode node(String pointer) {
      String at = pointer;
      JsonNode json = jsonAt(at, pointer);
      for (int hops = 0; json.size() == 1 && json.has("$ref"); hops++) {
        if (hops == MAX_REFERENCES) {
          throw new SchemaException(pointer, "the $ref leads in a circle");
        }
        at = target(at, json.get("$ref"));
        json = jsonAt(at, pointer);
      }
      SchemaNode node = nodes.get(at);
      if (node == null) {
        node = new SchemaNode(at, json);
        nodes.put(at, node);
        unfilled.add(node);
      }
      nodes.put(pointer, node);
      return node;
    }

    private JsonNode jsonAt(String at, String from) {
      JsonNode json;
      try {
        json = document.at(JsonPointer.compile(at.substring(1)));
      } catch (IllegalArgumentException e) {
        throw new SchemaException(from, "'%s' is no JSON pointer".formatted(at));
      }
      if (json.isMissingNode()) {
        throw new SchemaException(from, "$ref: there is nothing at " + at);
      }
      if (!json.isObject() && !json.isBoolean()) {
        throw new SchemaException(from, "a schema must be an object, true or false");
      }
      return json;
    }

    private static String target(String at, JsonNode reference) {
      if (!reference.isString() || !reference.stringValue().startsWith("#")) {
        throw new SchemaException(
            at,
            "$ref: %s leads out of the document; only references that begin with #/ are followed"
                .formatted(Explanation.shown(reference)));
      }
      return reference.stringValue();
    }

    private void fill(SchemaNode node) {
      JsonNode json = node.json();
      if (json.isBoolean()) {
        node.freeForm = json.booleanValue();
        return;
      }
      String at = node.pointer();
      fillTypes(node, json.path("type"));
      for (JsonNode name : list(node, "required")) {
        if (!name.isString()) {
          throw new SchemaException(
              child(at, "required"), "required: %s is no name".formatted(Explanation.shown(name)));
        }
        node.required.add(name.stringValue());
      }
      for (String name : members(node, "properties").propertyNames()) {
        node.properties.put(name, node(child(at, "properties", name)));
      }
      if (json.path("pattern").isString()) {
        regex(child(at, "pattern"), json.get("pattern").stringValue());
      }
      for (String pattern : members(node, "patternProperties").propertyNames()) {
        String place = child(at, "patternProperties", pattern);
        node.patternProperties.put(regex(place, pattern), node(place));
      }
      JsonNode additional = json.get("additionalProperties");
      if (additional != null && !(additional.isBoolean() && !additional.booleanValue())) {
        if (additional.isObject()) {
          node.additionalProperties = node(child(at, "additionalProperties"));
        } else {
          node.freeForm = true;
        }
      }
      for (int i = 0; i < list(node, "prefixItems").size(); i++) {
        node.prefixItems.add(node(child(at, "prefixItems", "" + i)));
      }
      if (json.path("items").isObject()) {
        node.items = node(child(at, "items"));
      }
      fillApplicators(node, json);
    }

    private void fillApplicators(SchemaNode node, JsonNode json) {
      String at = node.pointer();
      if (json.has("$ref")) {
        node.always.add(node(target(at, json.get("$ref"))));
      }
      for (int i = 0; i < list(node, "allOf").size(); i++) {
        node.always.add(node(child(at, "allOf", "" + i)));
      }
      node.alsoApply.addAll(node.always);
      // What a condition describes is described whether or not the condition holds.
      for (String keyword : List.of("if", "then", "else")) {
        if (json.path(keyword).isObject()) {
          node.alsoApply.add(node(child(at, keyword)));
        }
      }
      for (String name : members(node, "dependentSchemas").propertyNames()) {
        node.alsoApply.add(node(child(at, "dependentSchemas", name)));
      }
      for (String keyword : List.of("oneOf", "anyOf")) {
        if (json.has(keyword)) {
          node.union = union(node, keyword, json);
        }
      }
    }

    private Union union(SchemaNode node, String keyword, JsonNode json) {
      List<SchemaNode> branches = new ArrayList<>();
      for (int i = 0; i < list(node, keyword).size(); i++) {
        branches.add(node(child(node.pointer(), keyword, "" + i)));
      }
      JsonNode discriminator = json.path("discriminator");
      Map<String, SchemaNode> mapping = new LinkedHashMap<>();
      discriminator
          .path("mapping")
          .properties()
          .forEach(
              entry ->
                  mapping.put(
                      entry.getKey(),
                      node(target(child(node.pointer(), "discriminator"), entry.getValue()))));
      mapping.forEach(
          (value, branch) -> {
            if (!branches.contains(branch)) {
              throw new SchemaException(
                  child(node.pointer(), "discriminator"),
                  "discriminator: '%s' leads to %s, which is no branch of the union"
                      .formatted(value, branch));
            }
          });
      JsonNode property = discriminator.path("propertyName");
      return new Union(
          node,
          keyword,
          branches,
          property.isString() && !mapping.isEmpty() ? property.stringValue() : null,
          mapping);
    }

    private static void fillTypes(SchemaNode node, JsonNode type) {
      List<JsonNode> types = new ArrayList<>();
      if (type.isArray()) {
        type.forEach(types::add);
      } else if (!type.isMissingNode()) {
        types.add(type);
      }
      for (JsonNode each : types) {
        JsonType known = each.isString() ? JsonType.find(each.stringValue()) : null;
        if (known == null) {
          throw new SchemaException(
              node.pointer(), "type: %s is no JSON type".formatted(Explanation.shown(each)));
        }
        node.types.add(known);
      }
    }

    private static JsonNode list(SchemaNode node, String keyword) {
      JsonNode value = node.json().path(keyword);
      if (!value.isArray() && !value.isMissingNode()) {
        throw new SchemaException(
            child(node.pointer(), keyword),
            "%s: %s is no list".formatted(keyword, Explanation.shown(value)));
      }
      return value;
    }

    private static JsonNode members(SchemaNode node, String keyword) {
      JsonNode value = node.json().path(keyword);
      if (!value.isObject() && !value.isMissingNode()) {
        throw new SchemaException(
            child(node.pointer(), keyword),
            "%s: %s is no object".formatted(keyword, Explanation.shown(value)));
      }
      return value;
    }

    private static Pattern regex(String at, String pattern) {
      try {
        return Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new SchemaException(
            at,
            "'%s' is no regular expression: %s"
                .formatted(Explanation.cut(pattern), e.getDescription()));
      }
    }

    private static String child(String at, String... tokens) {
      JsonPointer pointer = JsonPointer.empty();
      for (String token : tokens) {
        pointer = pointer.appendProperty(token);
      }
      return at + pointer;
    }
  }
}
