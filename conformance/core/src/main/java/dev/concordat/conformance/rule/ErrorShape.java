package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The forms in which servers put an error where an answer belongs: an {@code error} member with
 * something in it, or {@code object: error}; and, where there is nothing of an answer, whatever has
 * a message. It serves to name what was found; that it is wrong follows from the contract.
 */
public final class ErrorShape {
  // FastAPI's, Baidu's, OAuth's, and those of gateways.
  private static final List<String> MESSAGES =
      List.of(
          "message",
          "Message",
          "msg",
          "detail",
          "error_msg",
          "error_message",
          "error_description",
          "errorMessage",
          "errorMsg",
          "errMsg",
          "errmsg",
          "errors",
          "error");

  // Gateways say with these, beside a message, that all went well.
  private static final Set<String> SUCCESS = Set.of("0", "200");

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

  /**
   * The error's message as reports show it, or null where the value is no error in any form.
   *
   * @param expected the schema of what belongs there
   */
  static @Nullable String messageOf(JsonNode value, @Nullable SchemaNode expected) {
    String error = messageOf(value);
    return error == null ? messageInPlaceOf(value, expected) : error;
  }

  /**
   * What an object says that has nothing of what belongs there, nor any of the members by which
   * contracts tell errors; null where it says nothing.
   *
   * @param expected the schema of what belongs there
   */
  static @Nullable String messageInPlaceOf(JsonNode value, @Nullable SchemaNode expected) {
    boolean isOther =
        expected != null
            && value.isObject()
            && !isTold(value.path("error"))
            && !value.has("object")
            && !expected.required().isEmpty()
            && !SUCCESS.contains(value.path("code").asString(""))
            && expected.required().stream().noneMatch(value::has);
    return isOther ? messageIn(value) : null;
  }

  /**
   * What a body says that is known to be an error, as reports show it; null where it says nothing
   * in any form that is known.
   */
  public static @Nullable String messageOfError(JsonNode body) {
    String error = messageOf(body);
    return error == null ? messageIn(body) : error;
  }

  // By which contracts tell errors; a number or true beside a message is no such member.
  private static boolean isTold(JsonNode error) {
    return error.isObject() || error.isString();
  }

  /** Whether an object has an error of which nothing is said, and that is all that tells of one. */
  static boolean saysNothing(JsonNode value) {
    JsonNode error = value.path("error");
    boolean isEmpty = error.isString() ? error.stringValue().isBlank() : error.isEmpty();
    return isTold(error) && isEmpty && !value.path("object").asString("").equals("error");
  }

  private static @Nullable String messageIn(JsonNode value) {
    for (String name : MESSAGES) {
      JsonNode told = value.path(name);
      if (told.isString() && !told.stringValue().isBlank()) {
        return Explanation.shown(told);
      }
      if (told.isArray() && !told.isEmpty()) {
        return Explanation.cut(told.toString());
      }
    }
    return null;
  }
}
