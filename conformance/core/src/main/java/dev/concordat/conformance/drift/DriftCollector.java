package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Observer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects what exchanges show that their contracts do not say, while a judge judges them. It holds
 * counters, one for each different thing, and no exchange. It belongs to one thread.
 */
public final class DriftCollector implements Observer {
  /** So many different things are counted of a part of a run. */
  private static final int MAX_OF_PART = 50_000;

  private final Map<String, ContractTally> tallies = new TreeMap<>();
  private final Map<Contract, Set<String>> names;
  private final int maxThings;
  private final int maxPlaces;

  /** Of a whole run. */
  public DriftCollector() {
    this(new ConcurrentHashMap<>(), ContractTally.MAX_THINGS, Tally.MAX_PLACES);
  }

  private DriftCollector(Map<Contract, Set<String>> names, int maxThings, int maxPlaces) {
    this.names = names;
    this.maxThings = maxThings;
    this.maxPlaces = maxPlaces;
  }

  /**
   * One of a part of the run, for another thread. It leaves out nothing that {@link #add} would
   * count, until it {@link #isFull()}.
   */
  public DriftCollector part() {
    return new DriftCollector(names, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Whether this part counts more different things than it should hold. */
  public boolean isFull() {
    return tallies.values().stream().mapToInt(ContractTally::size).sum() > MAX_OF_PART;
  }

  /** Takes what a part of the run shows, as if its exchanges had come to this one. */
  public void add(DriftCollector part) {
    part.tallies.values().forEach(other -> tally(other.contract()).add(other));
  }

  @Override
  public OfExchange exchange(Contract contract, Operation operation, Exchange exchange) {
    return new ExchangeDrift(tally(contract), operation, exchange);
  }

  private ContractTally tally(Contract contract) {
    return tallies.computeIfAbsent(
        contract.provider(),
        absent ->
            new ContractTally(
                contract,
                names.computeIfAbsent(contract, ContractTally::names),
                maxThings,
                maxPlaces));
  }

  /** What was collected so far, of each provider whose exchanges were met, sorted by provider. */
  public List<Drift> drifts() {
    return tallies.values().stream().map(ContractTally::drift).toList();
  }
}
