package dev.concordat.conformance.schema;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value that contradicts a keyword of a schema.
 *
 * @param keyword the keyword; {@code discriminator} for a union that no branch of is meant
 * @param pointer the JSON pointer of the value
 * @param schema the pointer of the schema that the keyword stands in, as a URI fragment
 * @param expected the keyword's value
 * @param found the value that contradicts it
 * @param property the property that is missing or too much, or null where the keyword is about none
 * @param count how many such mistakes it stands for, of which it is the last; of very many at one
 *     keyword only the first are told one by one
 */
public record Problem(
    String keyword,
    String pointer,
    String schema,
    JsonNode expected,
    JsonNode found,
    @Nullable String property,
    long count) {
  /** The pointer of the keyword, as a URI fragment; the schema {@code false} has none. */
  public String keywordPointer() {
    return keyword.equals("false") ? schema : schema + "/" + keyword;
  }

  /** The property that may not be there, where {@code not} is used for that, else null. */
  public @Nullable String excluded() {
    JsonNode required = expected.path("required");
    boolean isOne = keyword.equals("not") && expected.size() == 1 && required.size() == 1;
    return isOne ? required.get(0).asString() : null;
  }

  // What makes it the same mistake as one at another element of a list.
  String place() {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    boolean isElement = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return "%s %s %s".formatted(keywordPointer(), property, isElement ? "" : name);
  }

  /** What was expected and what was found, in a line. */
  public String message() {
    return Explanation.of(this);
  }

  /** What was expected, without a word on what was found. */
  public String expectation() {
    return Explanation.of(
        new Problem(
            keyword, pointer, schema, expected, MissingNode.getInstance(), property, count));
  }
}
