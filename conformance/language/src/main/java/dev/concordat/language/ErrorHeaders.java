package dev.concordat.language;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The names of the headers that carry an error's code and message, where the body of a success is
 * empty: {@code x-error-headers}.
 *
 * @param pointer where they are named, as a URI fragment
 */
public record ErrorHeaders(String code, String message, String pointer) {

  /**
   * Those of an answer; null where it has none.
   *
   * @param place where the answer stands
   */
  public static @Nullable ErrorHeaders of(JsonNode answer, JsonPointer place) {
    JsonNode json = Extension.ERROR_HEADERS.of(answer);
    return json.isObject()
        ? new ErrorHeaders(
            json.path("code").asString(""),
            json.path("message").asString(""),
            "#" + place.appendProperty(Extension.ERROR_HEADERS.text()))
        : null;
  }
}
