package dev.concordat.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target, with inputs that are drawn by a seed. The property {@value #RUNS} says how many
 * each gets, {@value #SEED} by which seed.
 */
final class ShortRunTests {
  private static final String RUNS = "concordat.fuzz.runs";
  private static final String SEED = "concordat.fuzz.seed";
  private static final int MAX_LENGTH = 1024;

  static Set<String> targets() {
    return Fuzzing.TARGETS.keySet();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingIsFound(String name) throws Throwable {
    Method target = Fuzzing.TARGETS.get(name).getMethod("fuzzerTestOneInput", byte[].class);
    Random random = new Random(Long.getLong(SEED, 20261125));
    int runs = Integer.getInteger(RUNS, 400);
    int tried = 0;
    for (; tried < runs; tried++) {
      byte[] input = new byte[random.nextInt(MAX_LENGTH)];
      random.nextBytes(input);
      try {
        target.invoke(null, (Object) input);
      } catch (InvocationTargetException e) {
        String shown = Base64.getEncoder().encodeToString(input);
        throw new AssertionError("input %d: %s".formatted(tried, shown), e.getCause());
      }
    }
    assertThat(tried).isEqualTo(runs);
  }
}
