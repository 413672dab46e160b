package dev.concordat.conformance.redaction;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys that are known by their form, wherever in a text they stand. */
final class SecretForms {
  private static final int LETTERS = 128;

  // By the character that they begin with.
  private final Form[][] forms = new Form[LETTERS][0];

  // Whether a form begins with two letters: with the first of them many words do.
  private final boolean[] pairs = new boolean[LETTERS * LETTERS];

  /**
   * A form.
   *
   * @param isWord whether what follows its beginning is at first a run of {@link #WORD}: where that
   *     is no key, no other beginning in the same run is one
   */
  private record Form(String prefix, Pattern pattern, boolean isWord) {}

  private static final String WORD = "[A-Za-z0-9_-]{";

  /** A key in a text, which begins and ends here. */
  record Found(int start, int end) {}

  /**
   * Takes the forms.
   *
   * @param rows of each what it begins with, two characters at the least, a regular expression of
   *     what follows, and a sample
   */
  SecretForms(List<String[]> rows) {
    for (String[] row : rows) {
      char first = row[0].charAt(0);
      int count = forms[first].length;
      forms[first] = Arrays.copyOf(forms[first], count + 1);
      forms[first][count] =
          new Form(
              row[0], Pattern.compile(Pattern.quote(row[0]) + row[1]), row[1].startsWith(WORD));
      pairs[first * LETTERS + row[0].charAt(1)] = true;
    }
  }

  boolean isIn(String text) {
    return next(text, 0) != null;
  }

  /** Tells all keys of a text, one behind the other. */
  void each(String text, Consumer<Found> sink) {
    for (Found found = next(text, 0); found != null; found = next(text, found.end)) {
      sink.accept(found);
    }
  }

  private @Nullable Found next(String text, int from) {
    // Up to where each form of words is known not to be.
    Map<Form, Integer> absent = new HashMap<>();
    for (int at = from; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter < LETTERS
          && forms[letter].length > 0
          && mayBegin(text, at)
          && (at == 0 || !Looks.isAlphanumeric(text.charAt(at - 1)))) {
        for (Form form : forms[letter]) {
          if (text.startsWith(form.prefix, at) && at >= absent.getOrDefault(form, 0)) {
            Matcher matcher = form.pattern.matcher(text).region(at, text.length());
            if (matcher.useTransparentBounds(true).lookingAt()) {
              return new Found(at, matcher.end());
            }
            if (form.isWord) {
              absent.put(form, endOfWord(text, at + form.prefix.length()));
            }
          }
        }
      }
    }
    return null;
  }

  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length()
        && (Looks.isAlphanumeric(text.charAt(at))
            || text.charAt(at) == '_'
            || text.charAt(at) == '-')) {
      at++;
    }
    return at;
  }

  /** Tells each two characters of ASCII with which a key may begin. */
  void eachBeginning(Beginnings sink) {
    for (Form[] some : forms) {
      for (Form form : some) {
        sink.take(form.prefix.charAt(0), form.prefix.charAt(1));
      }
    }
  }

  /** Takes the beginnings of keys. */
  interface Beginnings {
    void take(char first, char second);
  }

  /** Whether a key may begin here in a text, of which each byte is a character. */
  boolean beginsAt(byte[] text, int at) {
    return text[at] >= 0
        && (at == 0 || !Looks.isAlphanumeric((char) (text[at - 1] & 0xFF)))
        && hasPrefix(text, at);
  }

  private boolean hasPrefix(byte[] text, int at) {
    for (Form form : forms[text[at]]) {
      int length = form.prefix.length();
      int same = 0;
      while (same < length
          && at + same < text.length
          && text[at + same] == form.prefix.charAt(same)) {
        same++;
      }
      if (same == length) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBegin(String text, int at) {
    char second = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    return second < LETTERS && pairs[text.charAt(at) * LETTERS + second];
  }
}
