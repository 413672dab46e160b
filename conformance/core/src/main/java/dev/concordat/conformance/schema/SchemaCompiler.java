package dev.concordat.conformance.schema;

import dev.concordat.language.Keyword;
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
    for (Keyword keyword : Keyword.values()) {
      if (node.has(keyword)) {
        describe(node, keyword, child(node.pointer(), keyword.text()));
      }
    }
    node.alsoApply.addAll(0, node.always);
  }

  // What a keyword says of where the schemas of a value stand. What it asserts is for the engine.
  private void describe(SchemaNode node, Keyword keyword, String at) {
    JsonNode value = node.keyword(keyword);
    switch (keyword) {
      case REF -> {
        String target = target(at, value);
        if (target != null) {
          node.always.add(referred(at, target));
        }
      }
      case TYPE -> fillTypes(node, value);
      case REQUIRED -> fillRequired(node, at);
      case PROPERTIES ->
          members(node, keyword)
              .propertyNames()
              .forEach(name -> node.properties.put(name, node(child(at, name))));
      case PATTERN -> {
        if (value.isString()) {
          regex(at, value.stringValue());
        }
      }
      case PATTERN_PROPERTIES -> {
        for (String text : members(node, keyword).propertyNames()) {
          Pattern pattern = regex(child(at, text), text);
          if (pattern != null) {
            node.patternProperties.put(pattern, node(child(at, text)));
          }
        }
      }
      case ADDITIONAL_PROPERTIES -> {
        if (value.isObject()) {
          node.additionalProperties = node(at);
        } else {
          node.freeForm |= !value.isBoolean() || value.booleanValue();
        }
      }
      case PREFIX_ITEMS -> node.prefixItems.addAll(inOrder(node, keyword));
      case ITEMS -> {
        if (value.isObject()) {
          node.items = node(at);
        }
      }
      case ALL_OF -> node.always.addAll(inOrder(node, keyword));
      // What a condition describes is described whether or not the condition holds.
      case IF, THEN, ELSE -> {
        if (value.isObject()) {
          node.alsoApply.add(node(at));
        }
      }
      case DEPENDENT_SCHEMAS ->
          members(node, keyword)
              .propertyNames()
              .forEach(name -> node.alsoApply.add(node(child(at, name))));
      case ONE_OF, ANY_OF -> node.union = union(node, keyword);
      case ENUM, CONST, FORMAT, DISCRIMINATOR -> {
        // Is asked for where it is needed.
      }
      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> {}
      case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS -> {}
      case CONTAINS, MIN_CONTAINS, MAX_CONTAINS, NOT -> {}
      case MIN_PROPERTIES, MAX_PROPERTIES, PROPERTY_NAMES, DEPENDENT_REQUIRED -> {}
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS, NULLABLE -> {}
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE, CONTENT_SCHEMA -> {}
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF -> {}
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED, COMMENT -> {}
      case READ_ONLY, WRITE_ONLY, EXTERNAL_DOCS, XML, DEFS, DEFINITIONS -> {}
    }
  }

  private void fillRequired(SchemaNode node, String at) {
    for (JsonNode name : list(node, Keyword.REQUIRED)) {
      if (name.isString()) {
        node.required.add(name.stringValue());
      } else {
        mistake(at, "required: %s is no name".formatted(Explanation.shown(name)));
      }
    }
  }

  private List<SchemaNode> inOrder(SchemaNode node, Keyword keyword) {
    List<SchemaNode> schemas = new ArrayList<>();
    for (int i = 0; i < list(node, keyword).size(); i++) {
      schemas.add(node(child(node.pointer(), keyword.text(), "" + i)));
    }
    return schemas;
  }

  // What a reference leads to; that it leads nowhere is said of the reference.
  private SchemaNode referred(String from, String target) {
    return jsonAt(target, from) == null ? anything(target) : node(target);
  }

  private Union union(SchemaNode node, Keyword keyword) {
    List<SchemaNode> branches = inOrder(node, keyword);
    JsonNode discriminator = node.keyword(Keyword.DISCRIMINATOR);
    String at = child(node.pointer(), Keyword.DISCRIMINATOR.text());
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
        keyword.text(),
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

  private JsonNode list(SchemaNode node, Keyword keyword) {
    JsonNode value = node.keyword(keyword);
    if (!value.isArray() && !value.isMissingNode()) {
      mistake(
          child(node.pointer(), keyword.text()),
          "%s: %s is no list".formatted(keyword.text(), Explanation.shown(value)));
      return MissingNode.getInstance();
    }
    return value;
  }

  private JsonNode members(SchemaNode node, Keyword keyword) {
    JsonNode value = node.keyword(keyword);
    if (!value.isObject() && !value.isMissingNode()) {
      mistake(
          child(node.pointer(), keyword.text()),
          "%s: %s is no object".formatted(keyword.text(), Explanation.shown(value)));
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
