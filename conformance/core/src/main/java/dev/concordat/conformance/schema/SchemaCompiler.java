package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

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

  SchemaCompiler(JsonNode document, Consumer<SchemaGraph.SchemaException> mistakes) {
    this.document = document;
    this.mistakes = mistakes;
  }

  // Nodes are filled from a queue, not by recursion, so that circles and depth are harmless.
  Map<String, SchemaNode> finish() {
    for (SchemaNode next = unfilled.poll(); next != null; next = unfilled.poll()) {
      fill(next);
    }
    List<SchemaNode> inCircles = Circles.find(nodes.values());
    inCircles.forEach(
        node ->
            mistake(
                node.pointer(), "the schema leads back to itself without going into the value"));
    if (inCircles.isEmpty()) {
      Necessities.Finder necessities = new Necessities.Finder();
      for (SchemaNode node : nodes.values()) {
        if (node.union != null) {
          node.union.seal(necessities);
        }
      }
    }
    return nodes;
  }

  private void mistake(String at, String message) {
    mistakes.accept(new SchemaGraph.SchemaException(at, message));
  }

  SchemaNode node(String pointer) {
    SchemaNode known = nodes.get(pointer);
    if (known == null) {
      known = read(pointer);
      nodes.put(pointer, known);
    }
    return known;
  }

  private SchemaNode read(String pointer) {
    String from = pointer;
    String at = pointer;
    for (int hops = 0; ; hops++) {
      JsonNode json = jsonAt(at, from);
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
    }
  }

  private static SchemaNode anything(String pointer) {
    SchemaNode node = new SchemaNode(pointer, JsonNodeFactory.instance.booleanNode(true));
    node.freeForm = true;
    return node;
  }

  private @Nullable JsonNode jsonAt(String at, String from) {
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
    if (!json.isObject() && !json.isBoolean()) {
      mistake(from, "a schema must be an object, true or false");
      return null;
    }
    return json;
  }

  private @Nullable String target(String at, JsonNode reference) {
    if (!reference.isString() || !reference.stringValue().startsWith("#")) {
      mistake(
          at,
          "$ref: %s leads out of the document; only references that begin with #/ are followed"
              .formatted(Explanation.shown(reference)));
      return null;
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
      if (name.isString()) {
        node.required.add(name.stringValue());
      } else {
        mistake(
            child(at, "required"), "required: %s is no name".formatted(Explanation.shown(name)));
      }
    }
    for (String name : members(node, "properties").propertyNames()) {
      node.properties.put(name, node(child(at, "properties", name)));
    }
    if (json.path("pattern").isString()) {
      regex(child(at, "pattern"), json.get("pattern").stringValue());
    }
    for (String text : members(node, "patternProperties").propertyNames()) {
      String place = child(at, "patternProperties", text);
      Pattern pattern = regex(place, text);
      if (pattern != null) {
        node.patternProperties.put(pattern, node(place));
      }
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
      String target = target(child(at, "$ref"), json.get("$ref"));
      if (target != null) {
        node.always.add(referred(child(at, "$ref"), target));
      }
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

  // What a reference leads to; that it leads nowhere is said of the reference.
  private SchemaNode referred(String from, String target) {
    return jsonAt(target, from) == null ? anything(target) : node(target);
  }

  private Union union(SchemaNode node, String keyword, JsonNode json) {
    List<SchemaNode> branches = new ArrayList<>();
    for (int i = 0; i < list(node, keyword).size(); i++) {
      branches.add(node(child(node.pointer(), keyword, "" + i)));
    }
    JsonNode discriminator = json.path("discriminator");
    String at = child(node.pointer(), "discriminator");
    Map<String, SchemaNode> mapping = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : discriminator.path("mapping").properties()) {
      String from = at + child("", "mapping", entry.getKey());
      String target = target(from, entry.getValue());
      if (target == null || jsonAt(target, from) == null) {
        continue;
      }
      SchemaNode branch = node(target);
      mapping.put(entry.getKey(), branch);
      if (!branches.contains(branch)) {
        mistake(
            from,
            "discriminator: '%s' leads to %s, which is no branch of the union"
                .formatted(entry.getKey(), branch));
      }
    }
    JsonNode property = discriminator.path("propertyName");
    return new Union(
        node,
        keyword,
        branches,
        property.isString() && !mapping.isEmpty() ? property.stringValue() : null,
        mapping);
  }

  private void fillTypes(SchemaNode node, JsonNode type) {
    List<JsonNode> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(types::add);
    } else if (!type.isMissingNode()) {
      types.add(type);
    }
    for (JsonNode each : types) {
      JsonType known = each.isString() ? JsonType.find(each.stringValue()) : null;
      if (known != null) {
        node.types.add(known);
      } else {
        mistake(
            child(node.pointer(), "type"),
            "type: %s is no JSON type".formatted(Explanation.shown(each)));
      }
    }
  }

  private JsonNode list(SchemaNode node, String keyword) {
    JsonNode value = node.json().path(keyword);
    if (!value.isArray() && !value.isMissingNode()) {
      mistake(
          child(node.pointer(), keyword),
          "%s: %s is no list".formatted(keyword, Explanation.shown(value)));
      return MissingNode.getInstance();
    }
    return value;
  }

  private JsonNode members(SchemaNode node, String keyword) {
    JsonNode value = node.json().path(keyword);
    if (!value.isObject() && !value.isMissingNode()) {
      mistake(
          child(node.pointer(), keyword),
          "%s: %s is no object".formatted(keyword, Explanation.shown(value)));
      return MissingNode.getInstance();
    }
    return value;
  }

  private @Nullable Pattern regex(String at, String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      mistake(
          at,
          "'%s' is no regular expression: %s"
              .formatted(Explanation.cut(pattern), e.getDescription()));
      return null;
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
