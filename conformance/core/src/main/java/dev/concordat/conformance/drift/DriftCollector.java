package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Observer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what exchanges show that their contracts do not say, while a judge judges them. It holds
 * counters, one for each different thing, and no exchange. It belongs to one thread.
 */
public final class DriftCollector implements Observer {
  private final Map<String, ContractTally> tallies = new TreeMap<>();

  @Override
  public OfExchange exchange(Contract contract, Operation operation, Exchange exchange) {
    ContractTally tally =
        tallies.computeIfAbsent(contract.provider(), absent -> new ContractTally(contract));
    return new ExchangeDrift(tally, operation, exchange);
  }

  /** What was collected so far, of each provider whose exchanges were met, sorted by provider. */
  public List<Drift> drifts() {
    return tallies.values().stream().map(ContractTally::drift).toList();
  }
}
