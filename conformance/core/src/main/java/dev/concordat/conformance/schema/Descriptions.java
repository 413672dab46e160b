package dev.concordat.conformance.schema;

import dev.concordat.language.Components;
import dev.concordat.language.Keyword;
import dev.concordat.language.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** What the keywords of a schema say of where the schemas of a value stand. */
final class Descriptions {
  private static final List<Keyword> SAYING =
      Stream.of(Keyword.values())
          .filter(keyword -> description(keyword) != Description.NONE)
          .toList();

  private final SchemaCompiler compiler;

  Descriptions(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  void fill(SchemaNode node) {
    JsonNode json = node.json();
    if (json.isBoolean()) {
      node.freeForm = json.booleanValue();
      return;
    }
    for (Keyword keyword : SAYING) {
      if (node.has(keyword)) {
        description(keyword)
            .describe(this, node, keyword, SchemaCompiler.child(node.pointer(), keyword.text()));
      }
    }
    node.alsoApply.addAll(0, node.always);
  }

  /** What a keyword says of where the schemas of a value stand. */
  private interface Description {
    /** Says nothing. What the keyword asserts is for the engine. */
    Description NONE = (all, node, keyword, at) -> {};

    void describe(Descriptions all, SchemaNode node, Keyword keyword, String at);
  }

  private static Description description(Keyword keyword) {
    return switch (keyword) {
      case REF -> Descriptions::reference;
      case TYPE -> Descriptions::types;
      case REQUIRED -> Descriptions::required;
      case PROPERTIES -> Descriptions::properties;
      case PATTERN -> Descriptions::pattern;
      case PATTERN_PROPERTIES -> Descriptions::patternProperties;
      case ADDITIONAL_PROPERTIES -> Descriptions::additionalProperties;
      case PREFIX_ITEMS -> Descriptions::prefixItems;
      case ITEMS -> Descriptions::items;
      case ALL_OF -> Descriptions::allOf;
      case IF, THEN, ELSE -> Descriptions::condition;
      case DEPENDENT_SCHEMAS -> Descriptions::dependentSchemas;
      case ONE_OF, ANY_OF -> Descriptions::union;
      // Is asked for where it is needed.
      case ENUM, CONST, FORMAT, DISCRIMINATOR -> Description.NONE;
      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> Description.NONE;
      case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS -> Description.NONE;
      case CONTAINS, MIN_CONTAINS, MAX_CONTAINS, NOT -> Description.NONE;
      case MIN_PROPERTIES, MAX_PROPERTIES, PROPERTY_NAMES -> Description.NONE;
      case DEPENDENT_REQUIRED, UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS -> Description.NONE;
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE, CONTENT_SCHEMA, NULLABLE -> Description.NONE;
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF -> Description.NONE;
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED -> Description.NONE;
      case COMMENT, READ_ONLY, WRITE_ONLY, EXTERNAL_DOCS, XML -> Description.NONE;
      case DEFS, DEFINITIONS -> Description.NONE;
    };
  }

  private void reference(SchemaNode node, Keyword keyword, String at) {
    String target = compiler.target(at, node.keyword(keyword));
    if (target != null) {
      node.always.add(compiler.referred(at, target));
    }
  }

  private void properties(SchemaNode node, Keyword keyword, String at) {
    members(node, keyword)
        .forEachEntry(
            (name, schema) ->
                node.properties.put(name, compiler.node(SchemaCompiler.child(at, name), schema)));
  }

  private void pattern(SchemaNode node, Keyword keyword, String at) {
    if (node.keyword(keyword).isString()) {
      regex(at, node.keyword(keyword).stringValue());
    }
  }

  private void patternProperties(SchemaNode node, Keyword keyword, String at) {
    members(node, keyword)
        .forEachEntry(
            (text, schema) -> {
              String place = SchemaCompiler.child(at, text);
              Pattern pattern = regex(place, text);
              if (pattern != null) {
                node.patternProperties.put(pattern, compiler.node(place, schema));
              }
            });
  }

  private void additionalProperties(SchemaNode node, Keyword keyword, String at) {
    JsonNode value = node.keyword(keyword);
    if (value.isObject()) {
      node.additionalProperties = compiler.node(at, value);
    } else {
      node.freeForm |= !value.isBoolean() || value.booleanValue();
    }
  }

  private void prefixItems(SchemaNode node, Keyword keyword, String at) {
    node.prefixItems.addAll(inOrder(node, keyword));
  }

  private void items(SchemaNode node, Keyword keyword, String at) {
    if (node.keyword(keyword).isObject()) {
      node.items = compiler.node(at, node.keyword(keyword));
    }
  }

  private void allOf(SchemaNode node, Keyword keyword, String at) {
    node.always.addAll(inOrder(node, keyword));
  }

  // What a condition describes is described whether or not the condition holds.
  private void condition(SchemaNode node, Keyword keyword, String at) {
    if (node.keyword(keyword).isObject()) {
      node.alsoApply.add(compiler.node(at, node.keyword(keyword)));
    }
  }

  private void dependentSchemas(SchemaNode node, Keyword keyword, String at) {
    members(node, keyword)
        .forEachEntry(
            (name, schema) ->
                node.alsoApply.add(compiler.node(SchemaCompiler.child(at, name), schema)));
  }

  private void required(SchemaNode node, Keyword keyword, String at) {
    for (JsonNode name : list(node, keyword)) {
      if (name.isString()) {
        node.required.add(name.stringValue());
      } else {
        compiler.mistake(at, "required: %s is no name".formatted(Explanation.shown(name)));
      }
    }
  }

  private List<SchemaNode> inOrder(SchemaNode node, Keyword keyword) {
    List<SchemaNode> schemas = new ArrayList<>();
    JsonNode list = list(node, keyword);
    for (int i = 0; i < list.size(); i++) {
      String at = SchemaCompiler.child(node.pointer(), keyword.text(), "" + i);
      schemas.add(compiler.node(at, list.get(i)));
    }
    return schemas;
  }

  private void union(SchemaNode node, Keyword keyword, String place) {
    List<SchemaNode> branches = inOrder(node, keyword);
    JsonNode discriminator = node.keyword(Keyword.DISCRIMINATOR);
    String at = SchemaCompiler.child(node.pointer(), Keyword.DISCRIMINATOR.text());
    Map<String, SchemaNode> mapping = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : discriminator.path("mapping").properties()) {
      String from = at + SchemaCompiler.child("", "mapping", entry.getKey());
      String target =
          compiler.target(
              from,
              entry.getValue().isString()
                  ? StringNode.valueOf(Components.reference(entry.getValue().stringValue()))
                  : entry.getValue());
      if (target == null || compiler.jsonAt(target, from) == null) {
        continue;
      }
      SchemaNode branch = compiler.node(target);
      mapping.put(entry.getKey(), branch);
      if (!branches.contains(branch)) {
        compiler.mistake(
            from,
            "discriminator: '%s' leads to %s, which is no branch of the union"
                .formatted(entry.getKey(), branch));
      }
    }
    JsonNode property = discriminator.path("propertyName");
    node.union =
        new Union(
            node,
            keyword.text(),
            branches,
            property.isString() && !mapping.isEmpty() ? property.stringValue() : null,
            mapping);
  }

  private void types(SchemaNode node, Keyword keyword, String at) {
    JsonNode type = node.keyword(keyword);
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
        compiler.mistake(
            at,
            "type: %s is no JSON type; %s"
                .formatted(
                    Explanation.shown(each), Nearest.hint(each.asString(""), JsonType.ids())));
      }
    }
  }

  private JsonNode list(SchemaNode node, Keyword keyword) {
    JsonNode value = node.keyword(keyword);
    if (!value.isArray() && !value.isMissingNode()) {
      compiler.mistake(
          SchemaCompiler.child(node.pointer(), keyword.text()),
          "%s: %s is no list".formatted(keyword.text(), Explanation.shown(value)));
      return MissingNode.getInstance();
    }
    return value;
  }

  private JsonNode members(SchemaNode node, Keyword keyword) {
    JsonNode value = node.keyword(keyword);
    if (!value.isObject() && !value.isMissingNode()) {
      compiler.mistake(
          SchemaCompiler.child(node.pointer(), keyword.text()),
          "%s: %s is no object".formatted(keyword.text(), Explanation.shown(value)));
      return MissingNode.getInstance();
    }
    return value;
  }

  private @Nullable Pattern regex(String at, String pattern) {
    try {
      return EcmaPattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      compiler.mistake(
          at,
          "'%s' is no regular expression: %s"
              .formatted(Explanation.cut(pattern), e.getDescription()));
      return null;
    }
  }
}
