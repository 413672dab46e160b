package dev.concordat.conformance.report;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What many exchanges have in common, told once with its count. So many different mistakes are
 * told, by rule; of the rest it is counted how many findings they were.
 */
final class Repeats {
  /** How many different mistakes are told. */
  static final int MAX_MISTAKES = 1000;

  private final Map<Mistake, Repeat> repeats = new HashMap<>();
  private long rest;

  /** A mistake and the exchanges that make it. */
  static final class Repeat {
    private final WeighedFinding weighed;
    private final String first;
    private long exchanges;

    private Repeat(WeighedFinding weighed, String first) {
      this.weighed = weighed;
      this.first = first;
    }

    /** The finding of the first exchange. */
    Finding finding() {
      return weighed.finding();
    }

    /** Why it is accepted, or null where it is not. */
    @Nullable Acceptance acceptance() {
      return weighed.acceptance();
    }

    /** The first exchange: its file and index. */
    String first() {
      return first;
    }

    /** How many exchanges make the mistake. */
    long exchanges() {
      return exchanges;
    }
  }

  /** Takes a finding of an exchange. */
  void add(JudgedEntry entry, WeighedFinding weighed) {
    Mistake mistake = weighed.finding().mistake();
    Repeat repeat = repeats.get(mistake);
    if (repeat == null && repeats.size() >= MAX_MISTAKES) {
      rest++;
      return;
    }
    if (repeat == null) {
      repeat = new Repeat(weighed, entry.name());
      repeats.put(mistake, repeat);
    }
    repeat.exchanges++;
  }

  /** The mistakes by rule, of one rule the most frequent first. */
  List<Repeat> all() {
    List<Repeat> all = new ArrayList<>(repeats.values());
    all.sort(
        Comparator.comparing((Repeat repeat) -> repeat.finding().rule())
            .thenComparing(Repeat::exchanges, Comparator.reverseOrder())
            .thenComparing(repeat -> repeat.finding().part())
            .thenComparing(repeat -> repeat.finding().pointer())
            .thenComparing(repeat -> repeat.finding().message()));
    return all;
  }

  /** How many findings were of other mistakes. */
  long rest() {
    return rest;
  }
}
