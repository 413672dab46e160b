package dev.concordat.conformance.server.instance;

import dev.concordat.language.Keyword;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers between bounds. */
final class Numbers {
  // Beyond these, arithmetic costs more than a number is worth.
  private static final int MAX_DIGITS = 100;

  private Numbers() {}

  static JsonNode of(Merged merged, boolean isInteger, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    BigDecimal step = merged.number(Keyword.MULTIPLE_OF, BigDecimal::max);
    BigDecimal grain = isInteger ? BigDecimal.ONE : new BigDecimal("0.5");
    BigDecimal low = larger(merged, Keyword.MINIMUM, Keyword.EXCLUSIVE_MINIMUM, grain);
    BigDecimal high = smaller(merged, Keyword.MAXIMUM, Keyword.EXCLUSIVE_MAXIMUM, grain);
    check(step, low, high);
    if (!isInteger && low != null && high != null && low.compareTo(high) > 0) {
      // Bounds that exclude themselves and are less than a grain apart.
      low = low.subtract(grain).add(high.add(grain)).divide(BigDecimal.valueOf(2));
      high = low;
    }
    List<BigDecimal> candidates = new ArrayList<>();
    candidates.add(low != null ? low : high != null && high.signum() < 0 ? high : BigDecimal.ONE);
    if (high != null) {
      candidates.add(high);
    }
    if (low != null && high != null) {
      candidates.add(low.add(high).divide(BigDecimal.valueOf(2)));
    }
    BigDecimal picked = candidates.get(preferences.pick(candidates.size()));
    if (step != null && step.signum() > 0) {
      picked = picked.divide(step, 0, RoundingMode.CEILING).add(BigDecimal.valueOf(salt));
      picked = picked.multiply(step);
    } else {
      picked = within(picked.add(BigDecimal.valueOf(salt)), picked, high);
    }
    if (isInteger) {
      picked = picked.setScale(0, RoundingMode.CEILING);
      return JsonNodeFactory.instance.numberNode(picked.toBigInteger());
    }
    return JsonNodeFactory.instance.numberNode(picked.stripTrailingZeros());
  }

  private static BigDecimal within(
      BigDecimal wanted, BigDecimal otherwise, @Nullable BigDecimal high) {
    return high != null && wanted.compareTo(high) > 0 ? otherwise : wanted;
  }

  private static @Nullable BigDecimal larger(
      Merged merged, Keyword bound, Keyword exclusive, BigDecimal grain)
      throws Attempt.ImpossibleException {
    BigDecimal one = merged.number(bound, BigDecimal::max);
    BigDecimal other = merged.number(exclusive, BigDecimal::max);
    check(one, other);
    BigDecimal beyond = other == null ? null : other.add(grain);
    return one == null ? beyond : beyond == null ? one : one.max(beyond);
  }

  private static @Nullable BigDecimal smaller(
      Merged merged, Keyword bound, Keyword exclusive, BigDecimal grain)
      throws Attempt.ImpossibleException {
    BigDecimal one = merged.number(bound, BigDecimal::min);
    BigDecimal other = merged.number(exclusive, BigDecimal::min);
    check(one, other);
    BigDecimal below = other == null ? null : other.subtract(grain);
    return one == null ? below : below == null ? one : one.min(below);
  }

  private static void check(@Nullable BigDecimal... numbers) throws Attempt.ImpossibleException {
    for (BigDecimal number : numbers) {
      if (number != null
          && (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS)) {
        throw new Attempt.ImpossibleException("a bound has too many digits");
      }
    }
  }
}
