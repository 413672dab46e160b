package dev.concordat.conformance.verdict;

import java.util.Locale;

/** What is said of a whole exchange: the worst of its findings. */
public enum Verdict {
  /** Every part was checked and holds. */
  CONFORMS,
  /** Every part holds, and something in it is not described. */
  DRIFTS,
  /** Some part met no schema or rule. */
  UNCHECKED,
  /** Some part contradicts the contract. */
  VIOLATES;

  /** The verdict on an exchange whose worst finding is of this severity. */
  public static Verdict of(Severity severity) {
    return switch (severity) {
      case DRIFT -> DRIFTS;
      case UNCHECKED -> UNCHECKED;
      case VIOLATION -> VIOLATES;
    };
  }

  /** The name in reports: the constant in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
