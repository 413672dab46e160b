package dev.concordat.conformance.schema;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value that contradicts a keyword of a schema.
 *
 * @param keyword the keyword; {@code discriminator} for a union that no branch of is meant
 * @param pointer the JSON pointer of the value
 * @param schema the pointer of the schema that the keyword stands in, as a URI fragment
 * @param expected the keyword's value
 * @param found the value that contradicts it
 * @param property the property that is missing or too much, or null where the keyword is about none
 */
public record Problem(
    String keyword,
    String pointer,
    String schema,
    JsonNode expected,
    JsonNode found,
    @Nullable String property) {
  /** The pointer of the keyword, as a URI fragment. */
  public String keywordPointer() {
    return schema + "/" + keyword;
  }

  /** What was expected and what was found, in a line. */
  public String message() {
    return Explanation.of(this);
  }
}
