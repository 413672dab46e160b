package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.conformance.schema.EcmaPattern;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import dev.concordat.language.Nearest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** Checks what no schema of schemas can say: whether the keywords of a schema fit each other. */
final class SchemaChecks {
  private static final Map<String, String> BOUNDS =
      Map.of(
          "minimum", "maximum",
          "minLength", "maxLength",
          "minItems", "maxItems",
          "minContains", "maxContains",
          "minProperties", "maxProperties");

  private final Draft draft;

  SchemaChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    draft.objects().all(Kind.SCHEMA).forEach(this::schema);
  }

  private void schema(Found schema) {
    if (schema.json().isObject() && !draft.isWrong(schema)) {
      bounds(schema);
      patterns(schema);
      values(schema);
      required(schema);
      discriminator(schema);
    }
    Keyword.subschemas(
        schema.json(), (at, inner) -> schema(new Found(schema.at().append(at), inner)));
  }

  private void bounds(Found schema) {
    BOUNDS.forEach(
        (least, most) -> {
          JsonNode from = schema.json().path(least);
          JsonNode to = schema.json().path(most);
          if (from.isNumber() && to.isNumber() && isMore(from, to)) {
            draft.wrong(
                schema.in(least),
                "%s: %s is more than %s, which is %s; no value meets both"
                    .formatted(least, from, most, to));
          }
        });
  }

  private static boolean isMore(JsonNode from, JsonNode to) {
    return from.decimalValue().compareTo(to.decimalValue()) > 0;
  }

  private void patterns(Found schema) {
    if (schema.json().path("pattern").isString()) {
      pattern(schema.in("pattern"), schema.json().get("pattern").stringValue());
    }
    Found named = schema.in("patternProperties");
    named.json().forEachEntry((text, value) -> pattern(named.in(text), text));
  }

  private void pattern(Found at, String text) {
    try {
      EcmaPattern.compile(text);
    } catch (PatternSyntaxException e) {
      draft.wrong(
          at,
          "'%s' is no regular expression: %s".formatted(Explanation.cut(text), e.getDescription()));
    }
  }

  private void values(Found schema) {
    Set<JsonType> types = types(schema.json().path("type"));
    if (types.isEmpty()) {
      return;
    }
    value(schema.in("const"), types);
    value(schema.in("default"), types);
    for (String list : List.of("enum", "examples", Extension.EXTENSIBLE_ENUM.text())) {
      Found values = schema.in(list);
      for (int i = 0; values.json().isArray() && i < values.json().size(); i++) {
        value(new Found(values.at().appendIndex(i), values.json().get(i)), types);
      }
    }
  }

  private void value(Found value, Set<JsonType> types) {
    if (!value.json().isMissingNode() && !JsonType.of(value.json()).isOneOf(types)) {
      draft.wrong(
          value,
          "%s is no %s, which is the schema's type"
              .formatted(
                  Explanation.shown(value.json()),
                  String.join(" or ", types.stream().map(JsonType::id).toList())));
    }
  }

  // Empty where one of them is none: that is said elsewhere.
  private static Set<JsonType> types(JsonNode stated) {
    Set<JsonType> types = EnumSet.noneOf(JsonType.class);
    List<JsonNode> names = stated.isArray() ? stated.valueStream().toList() : List.of(stated);
    for (JsonNode name : names) {
      JsonType type = JsonType.find(name.asString(""));
      if (type == null) {
        return Set.of();
      }
      types.add(type);
    }
    return types;
  }

  private void required(Found schema) {
    JsonNode json = schema.json();
    JsonNode others = json.path("additionalProperties");
    if (!others.isBoolean() || others.booleanValue() || json.has("patternProperties")) {
      return;
    }
    Found list = schema.in("required");
    for (int i = 0; list.json().isArray() && i < list.json().size(); i++) {
      String name = list.json().get(i).asString("");
      if (!json.path("properties").has(name)) {
        draft.wrong(
            new Found(list.at().appendIndex(i), list.json().get(i)),
            "required: '%s' is none of the properties, and there may be no others; %s"
                .formatted(
                    name,
                    Nearest.hint(name, List.copyOf(json.path("properties").propertyNames()))));
      }
    }
  }

  private void discriminator(Found schema) {
    Found discriminator = schema.in("discriminator");
    if (!discriminator.json().isObject()) {
      return;
    }
    if (!schema.json().has("oneOf") && !schema.json().has("anyOf")) {
      draft.wrong(
          discriminator, "discriminator: there is no oneOf or anyOf beside it to tell apart");
      return;
    }
    JsonNode property = discriminator.json().path("propertyName");
    SchemaNode union = draft.schemas().find(schema.pointer());
    if (union == null || union.union() == null || !property.isString()) {
      return;
    }
    for (SchemaNode branch : union.union().branches()) {
      boolean isObject = JsonType.OBJECT.isOneOf(branch.types());
      if (isObject && !SchemaPath.mayLead(branch, property.stringValue())) {
        draft.wrong(
            discriminator.in("propertyName"),
            "discriminator: %s has no property '%s'%s"
                .formatted(branch, property.stringValue(), near(branch, property.stringValue())));
      }
    }
  }

  private static String near(SchemaNode schema, String name) {
    String near = Nearest.of(name, new TreeSet<>(schema.properties().keySet()));
    return near == null ? "" : "; did you mean '%s'?".formatted(near);
  }
}
