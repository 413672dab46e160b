package dev.concordat.conformance.stream;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** The numbers that tell choices and calls apart: 1, 1.0 and 1e0 are one. */
final class Choices {
  private static final int MAX_DIGITS = 20;

  private Choices() {}

  static BigDecimal number(JsonNode key) {
    // Without zeros at its end a small number is as it comes.
    if (key.isInt() && key.intValue() >= 0 && key.intValue() < 10) {
      return BigDecimal.valueOf(key.intValue());
    }
    return key.decimalValue().stripTrailingZeros();
  }

  // A number such as 1e999999999 is not written out.
  static String shown(BigDecimal number) {
    return Math.abs(number.scale()) < MAX_DIGITS ? number.toPlainString() : number.toString();
  }
}
