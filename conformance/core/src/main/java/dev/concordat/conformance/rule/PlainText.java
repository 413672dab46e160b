package dev.concordat.conformance.rule;

import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.schema.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells what may be said of an exchange without a look for its secrets: what is a word of the
 * contract, or too short to be one.
 */
record PlainText(Set<String> words) {
  // Of these the contract says what was expected; others name what was found.
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "enum",
          "const",
          "required",
          "discriminator",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "pattern",
          "format");

  // Of these is said which name was found, and nothing of its value.
  private static final Set<String> OF_NAMES =
      Set.of("additionalProperties", "unevaluatedProperties", "propertyNames");

  /** The only name that is said of a problem and is not so; null where it is about no name. */
  @Nullable String name(Problem problem) {
    return OF_NAMES.contains(problem.keyword()) && isPointer(problem.pointer())
        ? problem.property()
        : null;
  }

  /** Whether what is said of a problem is so. */
  boolean isPlain(Problem problem) {
    return KEYWORDS.contains(problem.keyword())
        && isPlain(problem.found())
        && isPointer(problem.pointer())
        && (problem.property() == null || problem.keyword().equals("required"));
  }

  /**
   * Whether a value, as reports show it, is so; so are fractions, which nobody has for a secret.
   */
  boolean isPlain(JsonNode value) {
    return value.isContainer() || value.isFloatingPointNumber() || isPlain(value.asString());
  }

  /** Whether a text is so. */
  boolean isPlain(String text) {
    return text.length() < ReportMask.SHORTEST || words.contains(text);
  }

  /** Whether a pointer goes through members that the contract names. */
  boolean isPointer(String pointer) {
    int at = 1;
    while (at <= pointer.length()) {
      int slash = pointer.indexOf('/', at);
      int end = slash < 0 ? pointer.length() : slash;
      if (!isIndex(pointer, at, end) && !words.contains(pointer.substring(at, end))) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  private static boolean isIndex(String pointer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (pointer.charAt(i) < '0' || pointer.charAt(i) > '9') {
        return false;
      }
    }
    return to - from < ReportMask.SHORTEST;
  }
}
