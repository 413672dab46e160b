package dev.concordat.conformance.verdict;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes findings one mistake, in one exchange or over many: the rule and the place of the
 * contract, and the place in the exchange without the numbers of its events and elements.
 *
 * @param part the part, an event's number written as {@code *}: {@code response.stream[*]}
 * @param pointer the pointer, numbers written as {@code *}; empty for a value of a map, whose keys
 *     may be any
 * @param contract the place in the contract, or null
 * @param subject as in {@link Finding#subject()}
 */
public record Mistake(
    String rule,
    Severity severity,
    String part,
    String pointer,
    @Nullable String contract,
    String subject) {
  /** What stands for parts, pointers and subjects that are not told apart. */
  private static final String ANY = "*";

  /** The mistake that a finding at this place is. */
  public static Mistake of(
      String rule,
      Severity severity,
      String part,
      String pointer,
      @Nullable String contract,
      String subject) {
    String shape = isOfMap(contract) ? "" : shape(pointer, '/', '/');
    return new Mistake(rule, severity, shape(part, '[', ']'), shape, contract, subject);
  }

  /** All mistakes of the rule at the place of the contract as one. */
  public Mistake any() {
    return new Mistake(rule, severity, ANY, ANY, contract, ANY);
  }

  // As a record's own, which are made at run time: that takes longer than a small recording.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mistake mistake
        && rule.equals(mistake.rule)
        && severity == mistake.severity
        && part.equals(mistake.part)
        && pointer.equals(mistake.pointer)
        && Objects.equals(contract, mistake.contract)
        && subject.equals(mistake.subject);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, severity, part, pointer, contract, subject);
  }

  private static boolean isOfMap(@Nullable String contract) {
    return contract != null
        && (contract.contains("/additionalProperties/")
            || contract.contains("/patternProperties/"));
  }

  /** The text with {@code *} for each number that stands between the two characters. */
  static String shape(String text, char before, char after) {
    StringBuilder shape = null;
    int copied = 0;
    for (int at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      boolean isClosed =
          end == text.length() ? after == '/' : end < text.length() && text.charAt(end) == after;
      if (end > at + 1 && isClosed) {
        shape = shape == null ? new StringBuilder(text.length()) : shape;
        shape.append(text, copied, at + 1).append(ANY);
        copied = end;
      }
    }
    return shape == null ? text : shape.append(text, copied, text.length()).toString();
  }
}
