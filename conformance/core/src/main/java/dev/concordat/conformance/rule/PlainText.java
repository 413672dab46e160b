package dev.concordat.conformance.rule;

import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.redaction.SecretCatalogue;
import dev.concordat.conformance.schema.Problem;
import java.util.Arrays;
import java.util.Set;
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

  /** What a finding shows that tells a problem of a part. */
  Shown shown(String part, Problem problem) {
    String property = problem.property();
    if (isPointer(problem.pointer())) {
      if (property != null && OF_NAMES.contains(problem.keyword())) {
        return name(property);
      }
      if (KEYWORDS.contains(problem.keyword())
          && (property == null || problem.keyword().equals("required"))) {
        return value(part, problem.pointer(), problem.found());
      }
    }
    return Shown.any();
  }

  /** What a finding shows that names a header or a member. */
  Shown name(String name) {
    return isPlain(name) ? new Shown() : new Shown().addName(name);
  }

  /**
   * What a finding shows that has a value as reports show it. Fractions are nothing, as nobody has
   * them for a secret.
   *
   * @param pointer where in the part it is, through members that the contract names but the last
   */
  Shown value(String part, String pointer, JsonNode value) {
    if (value.isContainer() || value.isFloatingPointNumber() || isPlain(value.asString())) {
      return new Shown();
    }
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    return part.endsWith(".body") && !isIndex(name, 0, name.length()) && isInnocent(pointer)
        ? new Shown().addValue(name, value.asString())
        : Shown.any();
  }

  private static boolean isInnocent(String pointer) {
    return Arrays.stream(pointer.split("/", -1)).noneMatch(SecretCatalogue.shipped()::isSecretName);
  }

  /** Whether a text is so. */
  private boolean isPlain(String text) {
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
