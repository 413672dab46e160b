package dev.concordat.conformance.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression whose every match may look at so many characters and no more, so that a
 * pattern from an untrusted schema cannot run for ever. What a match costs is taken from the budget
 * of the validation that it is a part of.
 */
final class BoundedRegex implements RegularExpression {
  private static final int MAX_LOOKS = 1_000_000;
  // A keyword costs about as much as so many looks.
  private static final int LOOKS_A_STEP = 32;
  // networknt does not say which validation a match is a part of.
  private static final ThreadLocal<@Nullable StepBudget> PAYING = new ThreadLocal<>();

  private final Pattern pattern;

  BoundedRegex(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** Does what has matches in it, which the budget pays for. */
  static void paidBy(StepBudget budget, Runnable validation) {
    StepBudget before = PAYING.get();
    PAYING.set(budget);
    try {
      validation.run();
    } finally {
      if (before == null) {
        PAYING.remove();
      } else {
        PAYING.set(before);
      }
    }
  }

  @Override
  public boolean matches(String value) {
    int[] left = {MAX_LOOKS};
    boolean found = pattern.matcher(new Counted(value, left)).find();
    StepBudget paying = PAYING.get();
    if (paying != null) {
      paying.spend((MAX_LOOKS - left[0]) / LOOKS_A_STEP);
    }
    return found;
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
