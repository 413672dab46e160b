package dev.concordat.client.generator;

import static dev.concordat.client.generator.Keyword.Treatment.ASSERTED;
import static dev.concordat.client.generator.Keyword.Treatment.DESCRIBED;
import static dev.concordat.client.generator.Keyword.Treatment.REFUSED;
import static dev.concordat.client.generator.Keyword.Treatment.TYPED;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of JSON Schema 2020-12 and OpenAPI 3.1, and what the client makes of each. The set
 * is closed: a keyword that is not here is refused, and so are those that say that they are. {@code
 * generated/README.md} has this as a table.
 */
enum Keyword {
  TYPE("type", TYPED, "the Java type; several but null are a union"),
  REF("$ref", TYPED, "the class of the component; what stands beside it is merged into it"),
  PROPERTIES("properties", TYPED, "accessors and builder methods"),
  REQUIRED("required", TYPED, "checked when building and decoding"),
  ADDITIONAL_PROPERTIES(
      "additionalProperties",
      TYPED,
      "a map where there are no `properties`; beside them true or false only"),
  ITEMS("items", TYPED, "a list"),
  ENUM("enum", TYPED, "of texts an open enum, else the type of the values"),
  CONST(
      "const",
      TYPED,
      "set by builders where it is a text and required; else the type of the value"),
  ALL_OF("allOf", TYPED, "one class with the members of all"),
  ONE_OF("oneOf", TYPED, "a union; branches that assert and name no types say nothing"),
  ANY_OF(
      "anyOf", TYPED, "the same: the first branch that reads the value, that requires most first"),
  DISCRIMINATOR(
      "discriminator", TYPED, "picks the branch; without `mapping` by constants, else by names"),
  FORMAT("format", TYPED, "`password` is masked, `binary` in a form is bytes; else as documented"),
  CONTENT_MEDIA_TYPE("contentMediaType", TYPED, "in a form, without `contentEncoding`: bytes"),

  MULTIPLE_OF("multipleOf", ASSERTED),
  MAXIMUM("maximum", ASSERTED),
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", ASSERTED),
  MINIMUM("minimum", ASSERTED),
  EXCLUSIVE_MINIMUM("exclusiveMinimum", ASSERTED),
  MAX_LENGTH("maxLength", ASSERTED),
  MIN_LENGTH("minLength", ASSERTED),
  PATTERN("pattern", ASSERTED),
  MAX_ITEMS("maxItems", ASSERTED),
  MIN_ITEMS("minItems", ASSERTED),
  UNIQUE_ITEMS("uniqueItems", ASSERTED),
  CONTAINS("contains", ASSERTED),
  MAX_CONTAINS("maxContains", ASSERTED),
  MIN_CONTAINS("minContains", ASSERTED),
  MAX_PROPERTIES("maxProperties", ASSERTED),
  MIN_PROPERTIES("minProperties", ASSERTED),
  PROPERTY_NAMES("propertyNames", ASSERTED),
  DEPENDENT_REQUIRED("dependentRequired", ASSERTED),
  DEPENDENT_SCHEMAS("dependentSchemas", ASSERTED),
  NOT("not", ASSERTED),
  IF("if", ASSERTED),
  THEN("then", ASSERTED),
  ELSE("else", ASSERTED),
  UNEVALUATED_PROPERTIES("unevaluatedProperties", ASSERTED, "true or false only"),
  UNEVALUATED_ITEMS("unevaluatedItems", ASSERTED, "true or false only"),
  CONTENT_ENCODING("contentEncoding", ASSERTED, "the text as it is encoded"),
  CONTENT_SCHEMA("contentSchema", ASSERTED),

  TITLE("title", DESCRIBED),
  DESCRIPTION("description", DESCRIBED),
  DEFAULT("default", DESCRIBED),
  DEPRECATED("deprecated", DESCRIBED),
  READ_ONLY("readOnly", DESCRIBED),
  WRITE_ONLY("writeOnly", DESCRIBED),
  EXAMPLE("example", DESCRIBED),
  EXAMPLES("examples", DESCRIBED),
  EXTERNAL_DOCS("externalDocs", DESCRIBED),
  XML("xml", DESCRIBED),
  COMMENT("$comment", DESCRIBED),
  DEFS("$defs", DESCRIBED, "what is referred to becomes a component"),
  DEFINITIONS("definitions", DESCRIBED, "the same"),

  PATTERN_PROPERTIES(
      "patternProperties",
      REFUSED,
      "members are known by name",
      "write `additionalProperties` with the schema and `propertyNames` with the pattern"),
  PREFIX_ITEMS(
      "prefixItems",
      REFUSED,
      "Java has no tuples",
      "write `items` with a `oneOf` of their schemas"),
  NULLABLE(
      "nullable",
      REFUSED,
      "no keyword of OpenAPI 3.1",
      "write `type: [<type>, 'null']`, or a `oneOf` with `type: 'null'`"),
  ID("$id", REFUSED, "it would move what references lead to", "leave it out"),
  SCHEMA("$schema", REFUSED, "a schema in another dialect", "leave it out: all are in 2020-12"),
  VOCABULARY("$vocabulary", REFUSED, "a schema in another dialect", "leave it out"),
  ANCHOR(
      "$anchor",
      REFUSED,
      "references lead to places",
      "write `$ref: '#/components/schemas/<name>'`"),
  DYNAMIC_ANCHOR(
      "$dynamicAnchor",
      REFUSED,
      "a type cannot depend on who refers to it",
      "write `$ref: '#/components/schemas/<name>'`"),
  DYNAMIC_REF(
      "$dynamicRef",
      REFUSED,
      "a type cannot depend on who refers to it",
      "write `$ref: '#/components/schemas/<name>'`");

  /** What the client makes of a keyword. */
  enum Treatment {
    /** It says how a value is spelled in Java. */
    TYPED,
    /** It narrows the values of a type. The checker holds them against it; the client does not. */
    ASSERTED,
    /** It is for people. */
    DESCRIBED,
    /** It has no place in the client. */
    REFUSED
  }

  private static final Map<String, Keyword> BY_NAME = new HashMap<>();

  static {
    for (Keyword keyword : values()) {
      BY_NAME.put(keyword.json, keyword);
    }
  }

  private final String json;
  private final Treatment treatment;
  private final String what;
  private final String instead;

  Keyword(String json, Treatment treatment) {
    this(json, treatment, "");
  }

  Keyword(String json, Treatment treatment, String what) {
    this(json, treatment, what, "");
  }

  Keyword(String json, Treatment treatment, String what, String instead) {
    this.json = json;
    this.treatment = treatment;
    this.what = what;
    this.instead = instead;
  }

  /** The keyword of this name; null if there is none. */
  static @Nullable Keyword of(String name) {
    return BY_NAME.get(name);
  }

  String json() {
    return json;
  }

  Treatment treatment() {
    return treatment;
  }

  /** What becomes of it, or why it is refused; empty where the treatment says it all. */
  String what() {
    return what;
  }

  /** What to write in place of it; empty unless it is refused. */
  String instead() {
    return instead;
  }

  /** Whether a member of a schema says how its values are spelled in Java. */
  static boolean isTyped(String name) {
    Keyword keyword = of(name);
    return name.equals("x-extensible-enum")
        || (keyword != null && keyword.treatment == TYPED && keyword != FORMAT);
  }
}
