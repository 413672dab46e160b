package dev.concordat.conformance.drift;

import dev.concordat.conformance.redaction.SecretCatalogue;
import dev.concordat.conformance.schema.JsonType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value of a recording as reports may show it. Objects, arrays, long texts and what looks like a
 * secret are not shown, only their type and size.
 *
 * @param value the value, or null where it is not shown
 * @param size how many characters, digits, elements or fields the value has; null where it is shown
 */
public record Example(JsonType type, @Nullable JsonNode value, @Nullable Integer size) {
  private static final SecretCatalogue SECRETS = SecretCatalogue.shipped();
  private static final int MAX_CHARACTERS = 60;
  private static final int MAX_DIGITS = 10;

  /** Makes one of a value of which nothing more is known. */
  static Example of(String name, JsonNode value) {
    return of(name, value, text -> false);
  }

  /**
   * Makes one of a value.
   *
   * @param name the name of the field that has the value, empty where there is none
   * @param isSecret whether the exchange itself shows a text to be a credential
   */
  static Example of(String name, JsonNode value, Predicate<String> isSecret) {
    JsonType type = JsonType.of(value);
    return switch (type) {
      case NULL, BOOLEAN -> new Example(type, value, null);
      case OBJECT, ARRAY -> new Example(type, null, value.size());
      case INTEGER, NUMBER -> {
        String text = value.asString();
        boolean isShown = text.length() <= MAX_DIGITS && !SECRETS.isNumberOfPerson(name);
        yield new Example(type, isShown ? value : null, isShown ? null : text.length());
      }
      case STRING -> {
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        boolean isShown =
            length <= MAX_CHARACTERS
                && !SECRETS.isSecretName(name)
                && !SECRETS.isLikely(text)
                && !isSecret.test(text);
        yield new Example(type, isShown ? value : null, isShown ? null : length);
      }
    };
  }

  /** The value as JSON, or its type and size. */
  @Override
  public String toString() {
    return value != null
        ? value.toString()
        : "%s of %d %s".formatted(type.id(), size, unit(size != null && size == 1));
  }

  private String unit(boolean isOne) {
    String unit =
        switch (type) {
          case OBJECT -> "field";
          case ARRAY -> "element";
          default -> "character";
        };
    return isOne ? unit : unit + "s";
  }
}
