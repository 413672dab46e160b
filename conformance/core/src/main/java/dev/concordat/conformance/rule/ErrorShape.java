package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Explanation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The forms in which servers put an error where an answer belongs: an {@code error} member with
 * something in it, or {@code object: error}. It serves to name what was found; that it is wrong
 * follows from the contract.
 */
final class ErrorShape {
  private ErrorShape() {}

  /** The error's message as reports show it, or null where the value is no error. */
  static @Nullable String messageOf(JsonNode value) {
    JsonNode error = value.path("error");
    if ((error.isObject() && !error.isEmpty()) || (error.isString() && !value.has("choices"))) {
      JsonNode message = error.isObject() ? error.path("message") : error;
      return Explanation.shown(message.isString() ? message : error);
    }
    if (value.path("object").isString() && value.path("object").stringValue().equals("error")) {
      return Explanation.shown(value.path("message"));
    }
    return null;
  }
}
