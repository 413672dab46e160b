package dev.concordat.conformance.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The types of JSON Schema. */
public enum JsonType {
  NULL,
  BOOLEAN,
  OBJECT,
  ARRAY,
  INTEGER,
  NUMBER,
  STRING;

  /** The narrowest type of a value: a number without a fraction is an integer, 1.0 too. */
  public static JsonType of(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> NULL;
      case BOOLEAN -> BOOLEAN;
      case OBJECT, POJO -> OBJECT;
      case ARRAY -> ARRAY;
      case STRING, BINARY -> STRING;
      case NUMBER -> value.isIntegralNumber() || isWhole(value.decimalValue()) ? INTEGER : NUMBER;
    };
  }

  /** Whether a value of this type may stand where one of the types is wanted; none means any. */
  public boolean isOneOf(Set<JsonType> types) {
    return types.isEmpty() || types.contains(this) || (this == INTEGER && types.contains(NUMBER));
  }

  /** The name in JSON Schema. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  static List<String> ids() {
    return Stream.of(values()).map(JsonType::id).toList();
  }

  /** The type of this name, in small letters as JSON Schema has it; null where there is none. */
  public static @Nullable JsonType find(String id) {
    return Stream.of(values()).filter(type -> type.id().equals(id)).findFirst().orElse(null);
  }

  /** Whether two values are equal as JSON Schema has it: of numbers by what they are worth. */
  public static boolean areEqual(JsonNode one, JsonNode other) {
    return one.equals(other)
        || (one.isNumber()
            && other.isNumber()
            && one.decimalValue().compareTo(other.decimalValue()) == 0);
  }

  // Neither this nor compareTo scales a number up, so that 1e999999999 costs nothing.
  private static boolean isWhole(BigDecimal value) {
    return value.signum() == 0
        || value.scale() <= 0
        || (value.precision() > value.scale() && value.stripTrailingZeros().scale() <= 0);
  }
}
