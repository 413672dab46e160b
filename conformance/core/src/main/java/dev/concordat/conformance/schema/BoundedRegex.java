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
    this.pattern = EcmaPattern.compile(pattern);
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
    BoundedText text = new BoundedText(value, MAX_LOOKS);
    boolean found = pattern.matcher(text).find();
    StepBudget paying = PAYING.get();
    if (paying != null) {
      paying.spend(text.looks() / LOOKS_A_STEP);
    }
    return found;
  }
}
