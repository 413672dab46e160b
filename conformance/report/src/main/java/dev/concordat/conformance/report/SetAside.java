package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Route;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Exchanges that are none of a provider's, such as the rest of a browser's traffic: browsers'
 * preflights, tunnels through a proxy, and those with hosts that no contract names. They are
 * counted by host.
 */
public final class SetAside {
  // A recording is not trusted; what more hosts there are is told together.
  private static final int MAX_HOSTS = 1000;
  private static final String OTHERS = "(others)";
  private static final int MAX_SHOWN = 5;

  private final Map<Route.Reason, Map<String, Integer>> byReason =
      new EnumMap<>(Route.Reason.class);

  /** Takes one. */
  public void add(Route.Aside aside) {
    Map<String, Integer> counts =
        byReason.computeIfAbsent(aside.reason(), absent -> new TreeMap<>());
    boolean isNamed = counts.size() < MAX_HOSTS || counts.containsKey(aside.host());
    counts.merge(isNamed ? aside.host() : OTHERS, 1, Integer::sum);
  }

  /** How many exchanges. */
  public int count() {
    return byReason.values().stream().mapToInt(SetAside::count).sum();
  }

  /** How many of each host were set aside for a reason. */
  public Map<String, Integer> of(Route.Reason reason) {
    return byReason.getOrDefault(reason, Map.of());
  }

  /** What was set aside, in a line; the hosts that had most first. */
  @Override
  public String toString() {
    return byReason.entrySet().stream()
        .map(
            entry -> {
              int count = count(entry.getValue());
              return "%d %s (%s)"
                  .formatted(count, words(entry.getKey(), count), shown(entry.getValue()));
            })
        .collect(Collectors.joining(", "));
  }

  private static String words(Route.Reason reason, int count) {
    return switch (reason) {
      case HOST -> "with hosts that no contract names";
      case PREFLIGHT -> count == 1 ? "preflight" : "preflights";
      case TUNNEL -> count == 1 ? "tunnel" : "tunnels";
    };
  }

  private static int count(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String shown(Map<String, Integer> counts) {
    List<String> shown =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(host -> host.getKey() + " " + host.getValue())
            .toList();
    int more = shown.size() - MAX_SHOWN;
    return shown.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? ", and %d more".formatted(more) : "");
  }
}
