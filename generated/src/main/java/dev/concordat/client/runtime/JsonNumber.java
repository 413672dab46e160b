package dev.concordat.client.runtime;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number with the text it was written in, so that neither 9007199254740993 nor 1.10 loses
 * anything. Two numbers are equal if their texts are.
 */
public final class JsonNumber extends Number implements JsonValue {
  private static final long serialVersionUID = 1;
  // Beyond this many digits an exponent is not expanded: 1e999999999 would take all memory.
  private static final int MAX_DIGITS = 10_000;
  // As many characters fit into a long, whatever they are.
  private static final int LONG_DIGITS = 18;

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
    if (!isNumber(text)) {
      throw new IllegalArgumentException("not a JSON number: " + text);
    }
    return new JsonNumber(text);
  }

  // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
  private static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int at = digits(text, start);
    if (at == start || (text.charAt(start) == '0' && at > start + 1)) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction);
      if (at == fraction) {
        return false;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int exponent = signed ? at + 2 : at + 1;
      at = digits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == text.length();
  }

  // Where the digits end that begin here.
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  // Whether it has neither fraction nor exponent, as almost all have.
  private boolean isPlain() {
    return digits(text, text.startsWith("-") ? 1 : 0) == text.length();
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
    if (isPlain()) {
      return true;
    }
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
    if (text.length() <= LONG_DIGITS && isPlain()) {
      return Long.parseLong(text);
    }
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
