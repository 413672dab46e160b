package dev.concordat.conformance.verdict;

/**
 * Text from recordings and servers as a terminal may see it: control characters, and those that
 * turn the direction of writing, are written as escapes.
 */
public final class SafeText {
  private SafeText() {}

  /** The text with escapes, {@code \\u001b}, for what a terminal would obey. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                safe.appendCodePoint(point);
              } else {
                safe.append("\\u%04x".formatted(point));
              }
            });
    return safe.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
