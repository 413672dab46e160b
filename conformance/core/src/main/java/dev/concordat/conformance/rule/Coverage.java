package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run exercised of its contracts and what never, as proof that it checked something. Threads
 * may share one.
 */
public final class Coverage {
  private final Map<String, ProviderCoverage> providers = new ConcurrentHashMap<>();

  /**
   * What a contract has of one kind, each with whether it was exercised, in the contract's order.
   */
  public record Kind(String name, Map<String, Boolean> items) {
    /** How many were exercised. */
    public long exercised() {
      return items.values().stream().filter(seen -> seen).count();
    }

    /** The names of those that were exercised. */
    public List<String> exercisedNames() {
      return names(true);
    }

    /** The names of those that never were. */
    public List<String> never() {
      return names(false);
    }

    private List<String> names(boolean seen) {
      return items.entrySet().stream()
          .filter(item -> item.getValue() == seen)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** What was exercised of a contract. */
  public ProviderCoverage of(Contract contract) {
    return providers.computeIfAbsent(contract.provider(), absent -> new ProviderCoverage(contract));
  }

  /** Takes what was exercised in a part of the run that was counted by itself. */
  public void add(Coverage part) {
    part.providers.values().forEach(other -> of(other.contract()).add(other));
  }

  /** All contracts that were met, by provider. */
  public List<ProviderCoverage> all() {
    return List.copyOf(new TreeMap<>(providers).values());
  }
}
