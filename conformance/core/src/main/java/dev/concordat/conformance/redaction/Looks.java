package dev.concordat.conformance.redaction;

import java.util.regex.Pattern;

/** Tells what looks random, as secrets do, from words, numbers, names of models and times. */
final class Looks {
  private static final int MIN = 8;
  private static final int MAX_DIGITS = 15;
  private static final int TURN = 7;
  private static final int HUMP = 4;
  // How long runs are that no word or version has: of letters and digits, of small and capital
  // letters and digits, and with an equals sign behind.
  private static final int RUN = 16;
  private static final int MIXED_RUN = 12;
  private static final int PADDED_RUN = 18;
  private static final int SMALL = 1;
  private static final int CAPITAL = 2;
  private static final int DIGIT = 4;

  /** A single long word in which letters and digits take turns. */
  private static final Pattern MIXED_WORD =
      Pattern.compile(
          "(?<!\\S)(?=\\S*[a-z])(?=\\S*[A-Z])(?=\\S{20})"
              + "(\\S*?([A-Za-z]\\d|\\d[A-Za-z])){4}\\S*(?!\\S)");

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z]{24}");

  private Looks() {}

  /** Whether a text has something random in it. */
  static boolean isRandom(String text) {
    return hasRun(text) || MIXED_WORD.matcher(text).find();
  }

  // In one pass, as any text may be asked about, however long.
  private static boolean hasRun(String text) {
    int run = 0;
    int padded = 0;
    int kinds = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      int kind = isSmall(next) ? SMALL : isCapital(next) ? CAPITAL : isDigit(next) ? DIGIT : 0;
      kinds = kind == 0 ? 0 : kinds | kind;
      run = kind == 0 ? 0 : run + 1;
      boolean isAllThree = kinds == (SMALL | CAPITAL | DIGIT);
      boolean hasDigitAndLetter = kinds > DIGIT;
      if ((run >= RUN && hasDigitAndLetter) || (run >= MIXED_RUN && isAllThree)) {
        return true;
      }
      if (next == '=' && padded >= PADDED_RUN && !isAlphanumeric(text, i + 1)) {
        return true;
      }
      padded = kind > 0 || "+/_-".indexOf(next) >= 0 ? padded + 1 : 0;
    }
    return false;
  }

  private static boolean isAlphanumeric(String text, int at) {
    return at < text.length() && isAlphanumeric(text.charAt(at));
  }

  /** Whether it is a letter or digit of ASCII. */
  static boolean isAlphanumeric(char next) {
    return isLetter(next) || isDigit(next);
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
