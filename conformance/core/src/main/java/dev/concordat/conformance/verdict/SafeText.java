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

  /**
   * The text as UTF-8 can hold it: a surrogate that has no other half is written as an escape,
   * {@code \\ud800}.
   */
  public static String wellFormed(String text) {
    if (text.codePoints().noneMatch(SafeText::isSurrogate)) {
      return text;
    }
    StringBuilder wellFormed = new StringBuilder(text.length() + 5);
    text.codePoints()
        .forEach(
            point -> {
              if (isSurrogate(point)) {
                wellFormed.append("\\u%04x".formatted(point));
              } else {
                wellFormed.appendCodePoint(point);
              }
            });
    return wellFormed.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
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
