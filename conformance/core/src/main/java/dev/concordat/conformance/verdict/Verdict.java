package dev.concordat.conformance.verdict;

import java.util.List;
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

  /** The verdict that the worst of the findings gives, {@link #CONFORMS} where there are none. */
  public static Verdict of(List<Finding> findings) {
    Verdict worst = CONFORMS;
    for (Finding finding : findings) {
      Verdict verdict =
          switch (finding.severity()) {
            case DRIFT -> DRIFTS;
            case UNCHECKED -> UNCHECKED;
            case VIOLATION -> VIOLATES;
          };
      if (verdict.compareTo(worst) > 0) {
        worst = verdict;
      }
    }
    return worst;
  }

  /** The name in reports: the constant in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
