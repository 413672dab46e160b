package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;

/**
 * What the client makes of a keyword. {@code generated/README.md} has this as a table.
 *
 * @param what what becomes of it, or why it is refused; empty where the kind says it all
 * @param instead what to write in place of it; empty unless it is refused
 */
record Treatment(Kind kind, String what, String instead) {
  private static final Treatment ASSERTED = new Treatment(Kind.ASSERTED, "", "");
  private static final Treatment DESCRIBED = new Treatment(Kind.DESCRIBED, "", "");
  private static final String NAMED = "write `$ref: '#/components/schemas/<name>'`";

  /** Kinds of treatment. */
  enum Kind {
    /** It says how a value is spelled in Java. */
    TYPED,
    /** It narrows the values of a type. The checker holds them against it; the client does not. */
    ASSERTED,
    /** It is for people. */
    DESCRIBED,
    /** It has no place in the client. */
    REFUSED
  }

  static Treatment of(Keyword keyword) {
    return switch (keyword) {
      case TYPE -> typed("the Java type; several but null are a union");
      case REF -> typed("the class of the component; what stands beside it is merged into it");
      case PROPERTIES -> typed("accessors and builder methods");
      case REQUIRED -> typed("checked when building and decoding");
      case ADDITIONAL_PROPERTIES ->
          typed("a map where there are no `properties`; beside them true or false only");
      case ITEMS -> typed("a list");
      case ENUM -> typed("of texts an open enum, else the type of the values");
      case CONST ->
          typed("the type of the value; builders set a text, number or boolean that is required");
      case ALL_OF -> typed("one class with the members of all");
      case ONE_OF -> typed("a union; branches that assert and name no types say nothing");
      case ANY_OF ->
          typed("the same: the first branch that reads the value, that requires most first");
      case DISCRIMINATOR ->
          typed("picks the branch; without `mapping` by constants, else by names");
      case FORMAT -> typed("`password` is masked, `binary` in a form is bytes; else as documented");
      case CONTENT_MEDIA_TYPE -> typed("in a form, without `contentEncoding`: bytes");

      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> ASSERTED;
      case MIN_LENGTH, MAX_LENGTH, PATTERN -> ASSERTED;
      case MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS, CONTAINS, MIN_CONTAINS, MAX_CONTAINS -> ASSERTED;
      case MIN_PROPERTIES, MAX_PROPERTIES, PROPERTY_NAMES -> ASSERTED;
      case DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, NOT, ELSE -> ASSERTED;
      case IF -> asserted("a constant text of one member");
      case THEN -> asserted("a builder sets that text with the member that is required here");
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS -> asserted("true or false only");
      case CONTENT_ENCODING -> asserted("the text as it is encoded");
      case CONTENT_SCHEMA -> ASSERTED;

      case TITLE, DESCRIPTION, EXAMPLE, EXAMPLES, COMMENT, EXTERNAL_DOCS, XML -> DESCRIBED;
      case DEFAULT, DEPRECATED, READ_ONLY, WRITE_ONLY -> DESCRIBED;
      case DEFS -> described("what is referred to becomes a component");
      case DEFINITIONS -> described("the same");

      case PATTERN_PROPERTIES ->
          refused(
              "members are known by name",
              "write `additionalProperties` with the schema and `propertyNames` with the pattern");
      case PREFIX_ITEMS ->
          refused("Java has no tuples", "write `items` with a `oneOf` of their schemas");
      case NULLABLE ->
          refused(
              "no keyword of OpenAPI 3.1",
              "write `type: [<type>, 'null']`, or a `oneOf` with `type: 'null'`");
      case ID -> refused("it would move what references lead to", "leave it out");
      case SCHEMA -> refused("a schema in another dialect", "leave it out: all are in 2020-12");
      case VOCABULARY -> refused("a schema in another dialect", "leave it out");
      case ANCHOR -> refused("references lead to places", NAMED);
      case DYNAMIC_ANCHOR, DYNAMIC_REF ->
          refused("a type cannot depend on who refers to it", NAMED);
    };
  }

  /** Whether a member of a schema says how its values are spelled in Java. */
  static boolean isTyped(String member) {
    Keyword keyword = Keyword.of(member);
    return keyword == null
        ? member.equals(Extension.EXTENSIBLE_ENUM.text())
        : keyword != Keyword.FORMAT && of(keyword).kind() == Kind.TYPED;
  }

  private static Treatment typed(String what) {
    return new Treatment(Kind.TYPED, what, "");
  }

  private static Treatment asserted(String what) {
    return new Treatment(Kind.ASSERTED, what, "");
  }

  private static Treatment described(String what) {
    return new Treatment(Kind.DESCRIBED, what, "");
  }

  private static Treatment refused(String what, String instead) {
    return new Treatment(Kind.REFUSED, what, instead);
  }
}
