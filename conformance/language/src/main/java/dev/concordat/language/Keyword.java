package dev.concordat.language;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The keywords of JSON Schema 2020-12 and OpenAPI 3.1, each with what it speaks of and what stands
 * in it. The set is closed. Who reads schemas says of each what becomes of it, in a {@code switch}
 * without a default, so that a keyword which is added here and forgotten there does not compile.
 */
public enum Keyword {
  REF("$ref", Of.ANYTHING, Holds.NO_SCHEMA),
  TYPE("type", Of.ANYTHING, Holds.NO_SCHEMA),
  ENUM("enum", Of.ANYTHING, Holds.NO_SCHEMA),
  CONST("const", Of.ANYTHING, Holds.NO_SCHEMA),
  MINIMUM("minimum", Of.NUMBERS, Holds.NO_SCHEMA),
  MAXIMUM("maximum", Of.NUMBERS, Holds.NO_SCHEMA),
  EXCLUSIVE_MINIMUM("exclusiveMinimum", Of.NUMBERS, Holds.NO_SCHEMA),
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", Of.NUMBERS, Holds.NO_SCHEMA),
  MULTIPLE_OF("multipleOf", Of.NUMBERS, Holds.NO_SCHEMA),
  MIN_LENGTH("minLength", Of.TEXTS, Holds.NO_SCHEMA),
  MAX_LENGTH("maxLength", Of.TEXTS, Holds.NO_SCHEMA),
  PATTERN("pattern", Of.TEXTS, Holds.NO_SCHEMA),
  FORMAT("format", Of.TEXTS, Holds.NO_SCHEMA),
  MIN_ITEMS("minItems", Of.LISTS, Holds.NO_SCHEMA),
  MAX_ITEMS("maxItems", Of.LISTS, Holds.NO_SCHEMA),
  UNIQUE_ITEMS("uniqueItems", Of.LISTS, Holds.NO_SCHEMA),
  MIN_CONTAINS("minContains", Of.LISTS, Holds.NO_SCHEMA),
  MAX_CONTAINS("maxContains", Of.LISTS, Holds.NO_SCHEMA),
  MIN_PROPERTIES("minProperties", Of.OBJECTS, Holds.NO_SCHEMA),
  MAX_PROPERTIES("maxProperties", Of.OBJECTS, Holds.NO_SCHEMA),
  REQUIRED("required", Of.OBJECTS, Holds.NO_SCHEMA),
  DEPENDENT_REQUIRED("dependentRequired", Of.OBJECTS, Holds.NO_SCHEMA),
  PROPERTIES("properties", Of.OBJECTS, Holds.SCHEMAS_BY_NAME),
  PATTERN_PROPERTIES("patternProperties", Of.OBJECTS, Holds.SCHEMAS_BY_NAME),
  ADDITIONAL_PROPERTIES("additionalProperties", Of.OBJECTS, Holds.SCHEMA),
  UNEVALUATED_PROPERTIES("unevaluatedProperties", Of.OBJECTS, Holds.SCHEMA),
  PROPERTY_NAMES("propertyNames", Of.OBJECTS, Holds.SCHEMA),
  DEPENDENT_SCHEMAS("dependentSchemas", Of.OBJECTS, Holds.SCHEMAS_BY_NAME),
  PREFIX_ITEMS("prefixItems", Of.LISTS, Holds.SCHEMAS_IN_ORDER),
  ITEMS("items", Of.LISTS, Holds.SCHEMA),
  UNEVALUATED_ITEMS("unevaluatedItems", Of.LISTS, Holds.SCHEMA),
  CONTAINS("contains", Of.LISTS, Holds.SCHEMA),
  ALL_OF("allOf", Of.ANYTHING, Holds.SCHEMAS_IN_ORDER),
  ONE_OF("oneOf", Of.ANYTHING, Holds.SCHEMAS_IN_ORDER),
  ANY_OF("anyOf", Of.ANYTHING, Holds.SCHEMAS_IN_ORDER),
  NOT("not", Of.ANYTHING, Holds.SCHEMA),
  IF("if", Of.ANYTHING, Holds.SCHEMA),
  THEN("then", Of.ANYTHING, Holds.SCHEMA),
  ELSE("else", Of.ANYTHING, Holds.SCHEMA),
  CONTENT_ENCODING("contentEncoding", Of.TEXTS, Holds.NO_SCHEMA),
  CONTENT_MEDIA_TYPE("contentMediaType", Of.TEXTS, Holds.NO_SCHEMA),
  CONTENT_SCHEMA("contentSchema", Of.TEXTS, Holds.SCHEMA),
  NULLABLE("nullable", Of.ANYTHING, Holds.NO_SCHEMA),
  ID("$id", Of.ANYTHING, Holds.NO_SCHEMA),
  SCHEMA("$schema", Of.ANYTHING, Holds.NO_SCHEMA),
  VOCABULARY("$vocabulary", Of.ANYTHING, Holds.NO_SCHEMA),
  ANCHOR("$anchor", Of.ANYTHING, Holds.NO_SCHEMA),
  DYNAMIC_ANCHOR("$dynamicAnchor", Of.ANYTHING, Holds.NO_SCHEMA),
  DYNAMIC_REF("$dynamicRef", Of.ANYTHING, Holds.NO_SCHEMA),
  TITLE("title"),
  DESCRIPTION("description"),
  EXAMPLES("examples"),
  DEFAULT("default"),
  DEPRECATED("deprecated"),
  READ_ONLY("readOnly"),
  WRITE_ONLY("writeOnly"),
  COMMENT("$comment"),
  DISCRIMINATOR("discriminator"),
  EXTERNAL_DOCS("externalDocs"),
  EXAMPLE("example"),
  XML("xml"),
  DEFS("$defs"),
  DEFINITIONS("definitions");

  /** The values that a keyword asserts something of. */
  private enum Of {
    ANYTHING(null),
    NUMBERS("number"),
    TEXTS("string"),
    LISTS("array"),
    OBJECTS("object");

    private final @Nullable String type;

    Of(@Nullable String type) {
      this.type = type;
    }
  }

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
  private final Of of;
  private final Holds holds;

  // Asserts nothing.
  Keyword(String text) {
    this(text, Of.ANYTHING, Holds.AN_ANNOTATION);
  }

  Keyword(String text, Of of, Holds holds) {
    this.text = text;
    this.of = of;
    this.holds = holds;
  }

  /** The keyword as schemas have it. */
  public String text() {
    return text;
  }

  /**
   * The one type of values that it asserts something of, as schemas write it; null where it speaks
   * of values of any type. What is of another type meets it.
   */
  public @Nullable String type() {
    return of.type;
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
