package dev.concordat.client.runtime;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number with the text it was written in, so that neither 9007199254740993 nor 1.10 loses
 * anything. Two numbers are equal if their texts are.
 */
public final class JsonNumber extends Number implements JsonValue {
  private static final long serialVersionUID = 1;
  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  // Beyond this many digits an exponent is not expanded: 1e999999999 would take all memory.
  private static final int MAX_DIGITS = 10_000;

  private final String text;

  private JsonNumber(String text) {
    this.text = text;
  }

  /**
   * The number with this text.
   *
   * @throws IllegalArgumentException if the text is no JSON number
   */
  public static JsonNumber of(String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new IllegalArgumentException("not a JSON number: " + text);
    }
    return new JsonNumber(text);
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * The shortest decimal that stands for this double.
   *
   * @throws IllegalArgumentException if the value is infinite or not a number
   */
  public static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + value);
    }
    return new JsonNumber(Double.toString(value));
  }

  public static JsonNumber of(BigDecimal value) {
    return of(value.toString());
  }

  /** The number as it was written. */
  public String text() {
    return text;
  }

  /**
   * The number as a decimal.
   *
   * @throws NumberFormatException if its exponent has more digits than a decimal's may have
   */
  public BigDecimal bigDecimalValue() {
    return new BigDecimal(text);
  }

  private BigDecimal exact() {
    try {
      return bigDecimalValue();
    } catch (NumberFormatException exponentOutOfRange) {
      throw new ArithmeticException("the exponent is out of range");
    }
  }

  /** Whether the number has no fraction: 1, 1.0 and 1e2 have none, 1.5 and 1e-2 have one. */
  public boolean isInteger() {
    // From the text: a number may have millions of digits.
    int end = text.length();
    long exponent = 0;
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e >= 0) {
      end = e;
      exponent = exponent(text.substring(e + 1));
    }
    int dot = text.indexOf('.');
    long scale = dot < 0 ? 0 : end - dot - 1;
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '0') {
        scale--;
      } else if (c != '.' && c != '-') {
        return scale <= exponent;
      }
    }
    return true; // Zero.
  }

  private static long exponent(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException outOfRange) {
      return text.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
  }

  /**
   * The number as an integer of any size.
   *
   * @throws ArithmeticException if it has a fraction or more than ten thousand digits
   */
  public BigInteger bigIntegerValue() {
    BigDecimal value = exact();
    if ((long) value.precision() - value.scale() > MAX_DIGITS) {
      throw new ArithmeticException("too many digits: " + text);
    }
    return value.toBigIntegerExact();
  }

  /**
   * The number as a long, exactly.
   *
   * @throws ArithmeticException if it has a fraction or is too large
   */
  @Override
  public long longValue() {
    return exact().longValueExact();
  }

  /**
   * The number without its fraction.
   *
   * @throws ArithmeticException if it is too large for a long
   */
  public long wholeValue() {
    return isInteger() ? longValue() : exact().setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /**
   * The number as an int, exactly.
   *
   * @throws ArithmeticException if it has a fraction or is too large
   */
  @Override
  public int intValue() {
    return exact().intValueExact();
  }

  /** The nearest double. */
  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  /** The nearest float. */
  @Override
  public float floatValue() {
    return Float.parseFloat(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return requireNonNull(text).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
