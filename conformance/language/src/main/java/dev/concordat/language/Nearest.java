package dev.concordat.language;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of several names somebody meant who wrote another. */
public final class Nearest {
  // Of a longer word nobody can tell what was meant, and each letter costs.
  private static final int MAX_LENGTH = 100;
  private static final int MAX_NAMED = 60;

  private Nearest() {}

  /** {@code did you mean 'fail-on'?} where one is near, else all of them. */
  public static String hint(String written, Collection<String> names) {
    String near = of(written, names);
    return near != null
        ? "did you mean '%s'?".formatted(near)
        : names.isEmpty()
            ? "there are none"
            : "there are "
                + names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MAX_NAMED ? ", …" : "");
  }

  /** The one that was meant, or null where none is near. */
  public static @Nullable String of(String written, Collection<String> names) {
    if (written.length() > MAX_LENGTH) {
      return null;
    }
    return names.stream()
        .filter(name -> name.length() <= MAX_LENGTH)
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .filter(name -> distance(written, name) <= Math.max(2, name.length() / 3))
        .orElse(null);
  }

  // How many letters have to be put in, left out, changed or swapped with the next.
  private static int distance(String one, String two) {
    String a = one.toLowerCase(Locale.ROOT).replace('_', '-');
    String b = two.toLowerCase(Locale.ROOT);
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(
                distance[i - 1][j - 1] + change,
                1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        distance[i][j] = swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
      }
    }
    return distance[a.length()][b.length()];
  }
}
