package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.language.Keyword;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What to write in the place of what is right elsewhere: in another dialect or edition, or at
 * another place of a document. What is misspelt is not among it.
 */
final class FormAdvice {
  private FormAdvice() {}

  /**
   * The advice.
   *
   * @param at the place of what is wrong
   * @param name the last name of that place
   * @param isSchema whether a schema's own form says so
   * @return null where there is none
   */
  static @Nullable String of(Problem problem, String at, String name, boolean isSchema) {
    return switch (problem.keyword()) {
      case "pattern", "type" -> ofText(at, name);
      case "enum" -> ofChoice(name, problem.found());
      case "propertyNames" -> isSchema ? ofKeyword(name) : ofName(problem.pointer(), name);
      case "additionalProperties" -> ofMember(problem.schema(), name);
      default -> null;
    };
  }

  private static @Nullable String ofText(String at, String name) {
    if (at.equals("/openapi")) {
      return "OpenAPI 3.1 and 3.2 are read, written as '3.1.0'";
    }
    if (name.equals("url")) {
      return "a server's URL has no query and no fragment";
    }
    return name.equals("$ref")
        ? "what it leads to stands under components of this file, and nothing else is fetched"
        : null;
  }

  private static @Nullable String ofChoice(String name, JsonNode found) {
    String text = found.asString("");
    if (name.equals("format")) {
      return "leave out one that asserts nothing";
    }
    return name.equals("in") && (text.equals("body") || text.equals("formData"))
        ? "a body is the operation's requestBody"
        : null;
  }

  private static @Nullable String ofName(String around, String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (around.equals("/paths")) {
      return "a path begins with a slash and has no query; its parameters are in query";
    }
    // So are names of media types compared.
    return name.contains("/") && !name.equals(small) ? "write it as '%s'".formatted(small) : null;
  }

  private static @Nullable String ofMember(String form, String name) {
    if (form.equals("#") && name.equals("swagger")) {
      return "OpenAPI 3.1 and 3.2 are read; convert it";
    }
    if (form.endsWith("/parameter") || form.endsWith("/header")) {
      return Keyword.of(name) == null ? null : "it stands in the schema";
    }
    boolean isBody = form.endsWith("/response") || form.endsWith("/request-body");
    return isBody && name.equals("schema") ? "it stands in content, below a media type" : null;
  }

  private static @Nullable String ofKeyword(String name) {
    Keyword keyword = Keyword.of(name);
    if (name.equals("dependencies")) {
      return "write dependentRequired or dependentSchemas";
    }
    if (name.equals("additionalItems")) {
      return "write items, and prefixItems for what comes before";
    }
    if (keyword == null || Form.mayStand(keyword)) {
      return null;
    }
    return switch (keyword) {
      case DEFS, DEFINITIONS -> "schemas stand under components/schemas";
      case ID, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF ->
          "refer to a schema under components/schemas by its path, in $ref";
      case SCHEMA, VOCABULARY -> "the schemas of a contract are of JSON Schema 2020-12";
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS ->
          "what is not described drifts by itself; else list all beside additionalProperties";
      case NULLABLE -> "write the type as a list with 'null' in it";
      case EXAMPLE -> "write examples, a list";
      default -> "it asserts nothing, leave it out";
    };
  }
}
