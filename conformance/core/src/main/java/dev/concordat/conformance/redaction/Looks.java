package dev.concordat.conformance.redaction;

import java.util.regex.Pattern;

/** Tells what looks random, as secrets do, from words, numbers, names of models and times. */
final class Looks {
  private static final int MIN = 8;
  private static final int MAX_DIGITS = 15;
  private static final int TURN = 7;
  private static final int HUMP = 4;

  /** Runs of letters and digits that no word or version has. */
  private static final Pattern RUN =
      Pattern.compile(
          String.join(
              "|",
              "(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9]{16}",
              "(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\\d)[A-Za-z0-9]{12}",
              "[A-Za-z0-9+/_-]{18,}=(?![A-Za-z0-9])"));

  /** A single long word in which letters and digits take turns. */
  private static final Pattern MIXED_WORD =
      Pattern.compile(
          "(?<!\\S)(?=\\S*[a-z])(?=\\S*[A-Z])(?=\\S{20})"
              + "(\\S*?([A-Za-z]\\d|\\d[A-Za-z])){4}\\S*(?!\\S)");

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z]{24}");

  private Looks() {}

  /** Whether a text has something random in it. */
  static boolean isRandom(String text) {
    return RUN.matcher(text).find() || MIXED_WORD.matcher(text).find();
  }

  /** Whether a text has a word that is longer than words are. */
  static boolean isLongWord(String text) {
    return LONG_WORD.matcher(text).find();
  }

  /**
   * Whether a text that nothing says anything about is to be taken for a secret: it is long enough,
   * and changes between letters and digits, or small and capital letters, more often than names,
   * versions and paths do.
   */
  static boolean isSecret(String text) {
    if (text.length() < MIN) {
      return false;
    }
    int turns = 0;
    int humps = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      digits += isDigit(next) ? 1 : 0;
      if (i > 0) {
        char last = text.charAt(i - 1);
        turns += (isDigit(last) && isLetter(next)) || (isLetter(last) && isDigit(next)) ? 1 : 0;
        humps += isSmall(last) && isCapital(next) ? 1 : 0;
      }
    }
    if (digits == text.length()) {
      return digits > MAX_DIGITS;
    }
    boolean isMixed = turns > 2 || humps > 2;
    return (isMixed && TURN * turns + HUMP * humps > text.length()) || isRandom(text);
  }

  private static boolean isLetter(char next) {
    return isSmall(next) || isCapital(next);
  }

  private static boolean isSmall(char next) {
    return next >= 'a' && next <= 'z';
  }

  private static boolean isCapital(char next) {
    return next >= 'A' && next <= 'Z';
  }

  private static boolean isDigit(char next) {
    return next >= '0' && next <= '9';
  }
}
