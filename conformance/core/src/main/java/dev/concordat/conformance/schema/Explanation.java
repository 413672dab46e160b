package dev.concordat.conformance.schema;

import dev.concordat.conformance.json.JsonStringWriter;
import dev.concordat.conformance.redaction.ReportMask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says what is wrong with a value: what was expected, and what was found. */
public final class Explanation {
  private static final int MAX_SHOWN = 80;
  private static final int MAX_LOOKED = 4096;

  private Explanation() {}

  static String of(Problem problem) {
    JsonNode expected = problem.expected();
    return switch (problem.keyword()) {
      case "required" -> "expected %s, which is missing".formatted(problem.property());
      case "dependentRequired" -> dependentRequired(expected, problem.found());
      case "additionalProperties", "unevaluatedProperties" ->
          "expected no %s".formatted(problem.property());
      case "propertyNames" -> "expected no property of the name " + problem.property();
      // The schema "false", which stands for what may not be there.
      case "false" ->
          problem.pointer().isEmpty()
              ? "expected nothing that could be here" + found(problem)
              : "expected no " + problem.pointer().replaceFirst(".*/", "");
      case "not" -> not(problem, problem.excluded());
      default ->
          "expected %s%s".formatted(expectation(problem.keyword(), expected), found(problem));
    };
  }

  /** A value as reports show it: JSON, cut where it is long. */
  public static String shown(JsonNode value) {
    return cut(
        value.isContainer() && !value.isEmpty() ? container(value) : JsonStringWriter.json(value));
  }

  /** A text as reports show it, cut where it is long, between two characters. */
  public static String cut(String text) {
    if (text.length() <= MAX_SHOWN) {
      return text;
    }
    // Of a key that is cut nobody can tell that it is one.
    text = ReportMask.line(text.substring(0, Math.min(text.length(), MAX_LOOKED)));
    if (text.length() <= MAX_SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
    return text.substring(0, end) + "…";
  }

  private static String dependentRequired(JsonNode expected, JsonNode found) {
    List<String> lacking = new ArrayList<>();
    expected.forEachEntry(
        (name, needed) ->
            needed.forEach(
                other -> {
                  if (found.has(name) && !found.has(other.asString(""))) {
                    lacking.add(other.asString("") + " beside " + name);
                  }
                }));
    return "expected " + (lacking.isEmpty() ? shown(expected) : String.join(" and ", lacking));
  }

  private static String not(Problem problem, @Nullable String excluded) {
    return excluded == null
        ? "expected no value that matches %s%s"
            .formatted(JsonStringWriter.json(problem.expected()), found(problem))
        : "expected no %s; found %s".formatted(excluded, shown(problem.found().path(excluded)));
  }

  // A container may be huge, so it is not written out to be cut.
  private static String container(JsonNode value) {
    return "%s of %d".formatted(value.isArray() ? "an array" : "an object", value.size());
  }

  private static String found(Problem problem) {
    return problem.found().isMissingNode() ? "" : "; found " + shown(problem.found());
  }

  private static String expectation(String keyword, JsonNode expected) {
    return switch (keyword) {
      case "type" -> oneOf(expected, false);
      case "enum", "discriminator" -> oneOf(expected, true);
      case "const" -> shown(expected);
      case "minimum" -> "at least " + JsonStringWriter.json(expected);
      case "maximum" -> "at most " + JsonStringWriter.json(expected);
      case "exclusiveMinimum" -> "more than " + JsonStringWriter.json(expected);
      case "exclusiveMaximum" -> "less than " + JsonStringWriter.json(expected);
      case "minLength" -> "at least " + number(expected, "character", "characters");
      case "maxLength" -> "at most " + number(expected, "character", "characters");
      case "minItems" -> "at least " + number(expected, "element", "elements");
      case "maxItems" -> "at most " + number(expected, "element", "elements");
      case "minProperties" -> "at least " + number(expected, "property", "properties");
      case "maxProperties" -> "at most " + number(expected, "property", "properties");
      case "pattern" -> "a text that matches " + expected.asString();
      case "format" ->
          (expected.asString("").startsWith("int") ? "an integer" : "a text")
              + " of the format "
              + expected.asString();
      case "items" -> expected.isBoolean() ? "no more elements" : "items " + shown(expected);
      case "contains" -> "an element of which contains holds";
      case "minContains" -> "more elements of which contains holds";
      case "maxContains" -> "fewer elements of which contains holds";
      case "oneOf" -> "a value that only one branch of the union matches";
      case "anyOf" -> "a value that a branch of the union matches";
      default -> "%s %s".formatted(keyword, shown(expected));
    };
  }

  private static String number(JsonNode expected, String one, String several) {
    boolean isOne = expected.isNumber() && expected.decimalValue().compareTo(BigDecimal.ONE) == 0;
    return "%s %s".formatted(JsonStringWriter.json(expected), isOne ? one : several);
  }

  private static String oneOf(JsonNode expected, boolean quoted) {
    if (!expected.isArray()) {
      return quoted ? shown(expected) : expected.asString();
    }
    List<String> values = new ArrayList<>();
    expected.forEach(
        value -> values.add(quoted || !value.isString() ? shown(value) : value.asString()));
    if (values.size() == 1) {
      return values.get(0);
    }
    return quoted ? "one of " + String.join(", ", values) : String.join(" or ", values);
  }
}
