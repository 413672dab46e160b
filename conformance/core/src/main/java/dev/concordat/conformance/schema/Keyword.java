package dev.concordat.conformance.schema;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The keywords of JSON Schema 2020-12 that are read, each with what stands in it. */
public enum Keyword {
  REF("$ref", Holds.NO_SCHEMA),
  TYPE("type", Holds.NO_SCHEMA),
  ENUM("enum", Holds.NO_SCHEMA),
  CONST("const", Holds.NO_SCHEMA),
  MINIMUM("minimum", Holds.NO_SCHEMA),
  MAXIMUM("maximum", Holds.NO_SCHEMA),
  EXCLUSIVE_MINIMUM("exclusiveMinimum", Holds.NO_SCHEMA),
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", Holds.NO_SCHEMA),
  MULTIPLE_OF("multipleOf", Holds.NO_SCHEMA),
  MIN_LENGTH("minLength", Holds.NO_SCHEMA),
  MAX_LENGTH("maxLength", Holds.NO_SCHEMA),
  PATTERN("pattern", Holds.NO_SCHEMA),
  FORMAT("format", Holds.NO_SCHEMA),
  MIN_ITEMS("minItems", Holds.NO_SCHEMA),
  MAX_ITEMS("maxItems", Holds.NO_SCHEMA),
  UNIQUE_ITEMS("uniqueItems", Holds.NO_SCHEMA),
  MIN_CONTAINS("minContains", Holds.NO_SCHEMA),
  MAX_CONTAINS("maxContains", Holds.NO_SCHEMA),
  MIN_PROPERTIES("minProperties", Holds.NO_SCHEMA),
  MAX_PROPERTIES("maxProperties", Holds.NO_SCHEMA),
  REQUIRED("required", Holds.NO_SCHEMA),
  DEPENDENT_REQUIRED("dependentRequired", Holds.NO_SCHEMA),
  PROPERTIES("properties", Holds.SCHEMAS_BY_NAME),
  PATTERN_PROPERTIES("patternProperties", Holds.SCHEMAS_BY_NAME),
  ADDITIONAL_PROPERTIES("additionalProperties", Holds.SCHEMA),
  PROPERTY_NAMES("propertyNames", Holds.SCHEMA),
  DEPENDENT_SCHEMAS("dependentSchemas", Holds.SCHEMAS_BY_NAME),
  PREFIX_ITEMS("prefixItems", Holds.SCHEMAS_IN_ORDER),
  ITEMS("items", Holds.SCHEMA),
  CONTAINS("contains", Holds.SCHEMA),
  ALL_OF("allOf", Holds.SCHEMAS_IN_ORDER),
  ANY_OF("anyOf", Holds.SCHEMAS_IN_ORDER),
  ONE_OF("oneOf", Holds.SCHEMAS_IN_ORDER),
  NOT("not", Holds.SCHEMA),
  IF("if", Holds.SCHEMA),
  THEN("then", Holds.SCHEMA),
  ELSE("else", Holds.SCHEMA),
  TITLE("title", Holds.AN_ANNOTATION),
  DESCRIPTION("description", Holds.AN_ANNOTATION),
  EXAMPLES("examples", Holds.AN_ANNOTATION),
  DEFAULT("default", Holds.AN_ANNOTATION),
  DEPRECATED("deprecated", Holds.AN_ANNOTATION),
  READ_ONLY("readOnly", Holds.AN_ANNOTATION),
  WRITE_ONLY("writeOnly", Holds.AN_ANNOTATION),
  COMMENT("$comment", Holds.AN_ANNOTATION),
  DISCRIMINATOR("discriminator", Holds.AN_ANNOTATION),
  EXTERNAL_DOCS("externalDocs", Holds.AN_ANNOTATION),
  EXAMPLE("example", Holds.AN_ANNOTATION),
  XML("xml", Holds.AN_ANNOTATION),
  DEFS("$defs", Holds.AN_ANNOTATION),
  DEFINITIONS("definitions", Holds.AN_ANNOTATION);

  /** What the value of a keyword is made of. */
  private enum Holds {
    AN_ANNOTATION,
    NO_SCHEMA,
    SCHEMA,
    SCHEMAS_BY_NAME,
    SCHEMAS_IN_ORDER
  }

  private static final Map<String, Keyword> BY_TEXT = new HashMap<>();

  static {
    for (Keyword keyword : values()) {
      BY_TEXT.put(keyword.text, keyword);
    }
  }

  private final String text;
  private final Holds holds;

  Keyword(String text, Holds holds) {
    this.text = text;
    this.holds = holds;
  }

  /** The keyword as schemas have it. */
  public String text() {
    return text;
  }

  /** Whether it asserts nothing of a value. */
  public boolean isAnnotation() {
    return holds == Holds.AN_ANNOTATION;
  }

  /** Whether a member of a schema is an annotation or an extension, which assert nothing. */
  public static boolean isAnnotation(String member) {
    Keyword keyword = of(member);
    return keyword == null ? member.startsWith("x-") : keyword.isAnnotation();
  }

  /** The keyword of this text, or null where there is none. */
  public static @Nullable Keyword of(String text) {
    return BY_TEXT.get(text);
  }

  /** The texts of all. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Keyword::text).toList();
  }

  /** Gives each schema that stands right in another, with its place in it. */
  public static void subschemas(JsonNode schema, BiConsumer<JsonPointer, JsonNode> taker) {
    schema.forEachEntry(
        (name, value) -> {
          Keyword keyword = of(name);
          if (keyword != null) {
            keyword.inside(value, taker);
          }
        });
  }

  private void inside(JsonNode value, BiConsumer<JsonPointer, JsonNode> taker) {
    JsonPointer at = JsonPointer.empty().appendProperty(text);
    switch (holds) {
      case SCHEMA -> taker.accept(at, value);
      case SCHEMAS_BY_NAME ->
          value.forEachEntry((name, schema) -> taker.accept(at.appendProperty(name), schema));
      case SCHEMAS_IN_ORDER -> {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
          taker.accept(at.appendIndex(i), value.get(i));
        }
      }
      case NO_SCHEMA, AN_ANNOTATION -> {}
    }
  }
}
