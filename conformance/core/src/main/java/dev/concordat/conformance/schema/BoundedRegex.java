package dev.concordat.conformance.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A regular expression whose every match may look at so many characters and no more, so that a
 * pattern from an untrusted schema cannot run for ever.
 */
final class BoundedRegex implements RegularExpression {
  private static final int MAX_LOOKS = 1_000_000;

  private final Pattern pattern;

  BoundedRegex(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(new Counted(value, new int[] {MAX_LOOKS})).find();
  }

  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private final int[] left;

    Counted(CharSequence text, int[] left) {
      this.text = text;
      this.left = left;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw new IllegalStateException("a pattern looked at too many characters");
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
