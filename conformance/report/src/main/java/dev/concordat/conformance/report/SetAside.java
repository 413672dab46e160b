package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Exchanges that are none of a provider's, such as the rest of a browser's traffic: browsers'
 * preflights, and those with hosts that no contract names. They are counted by host.
 */
public final class SetAside {
  // A recording is not trusted; what more hosts there are is told together.
  private static final int MAX_HOSTS = 1000;
  private static final String OTHERS = "(others)";
  private static final int MAX_SHOWN = 5;

  private final Map<String, Integer> preflights = new TreeMap<>();
  private final Map<String, Integer> hosts = new TreeMap<>();

  /** Takes one. */
  public void add(Route.Aside aside) {
    Map<String, Integer> counts = aside.isPreflight() ? preflights : hosts;
    boolean isNamed = counts.size() < MAX_HOSTS || counts.containsKey(aside.host());
    counts.merge(isNamed ? aside.host() : OTHERS, 1, Integer::sum);
  }

  /** How many exchanges. */
  public int count() {
    return count(preflights) + count(hosts);
  }

  /** How many preflights of each host. */
  public Map<String, Integer> preflights() {
    return preflights;
  }

  /** How many exchanges with each host that no contract names. */
  public Map<String, Integer> hosts() {
    return hosts;
  }

  /** What was set aside, in a line; the hosts that had most first. */
  @Override
  public String toString() {
    String others =
        hosts.isEmpty()
            ? ""
            : "%d with hosts that no contract names (%s)".formatted(count(hosts), shown(hosts));
    String questions =
        preflights.isEmpty()
            ? ""
            : "%d %s (%s)"
                .formatted(
                    count(preflights),
                    count(preflights) == 1 ? "preflight" : "preflights",
                    shown(preflights));
    return others + (others.isEmpty() || questions.isEmpty() ? "" : ", ") + questions;
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
