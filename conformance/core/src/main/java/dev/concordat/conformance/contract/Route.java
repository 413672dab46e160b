package dev.concordat.conformance.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which contract and operation a request is for. */
public sealed interface Route {
  /** The operation was found. */
  record Found(Contract contract, Operation operation) implements Route {}

  /**
   * The operation was not found.
   *
   * @param rule the rule that says so: {@code provider.unknown}, {@code provider.ambiguous} or
   *     {@code operation.unknown}
   * @param contract the contract that has no such operation, or null where the provider is not
   *     known
   */
  record Lost(String rule, String message, @Nullable Contract contract) implements Route {}

  /**
   * Finds the operation of a request.
   *
   * @param contracts the contracts to look in
   * @param provider the provider's id where it is known, else null: then the server's URL tells it
   */
  static Route find(
      List<Contract> contracts, @Nullable String provider, String method, String url) {
    Server.Address address = Server.Address.parse(url);
    List<Contract> candidates =
        provider == null
            ? byAddress(contracts, address)
            : contracts.stream().filter(contract -> contract.provider().equals(provider)).toList();
    if (candidates.size() == 1) {
      return operation(candidates.get(0), method, address);
    }
    if (candidates.isEmpty() && provider != null) {
      return new Lost(
          "provider.unknown",
          "there is no contract of '%s'; there are %s".formatted(provider, ids(contracts)),
          null);
    }
    if (candidates.isEmpty()) {
      return new Lost(
          "provider.unknown",
          "no contract has a server and path for %s; name the provider with --provider or _provider (%s)"
              .formatted(shown(address), ids(contracts)),
          null);
    }
    return new Lost(
        "provider.ambiguous",
        "%s may be of %s; name the provider with --provider or _provider"
            .formatted(shown(address), ids(candidates)),
        null);
  }

  // A server that is one place only outranks the form of one.
  private static List<Contract> byAddress(List<Contract> contracts, Server.Address address) {
    List<Contract> literal =
        contracts.stream()
            .filter(contract -> contract.servers().stream().anyMatch(s -> s.hasHostOf(address)))
            .toList();
    if (!literal.isEmpty()) {
      return literal;
    }
    return contracts.stream()
        .filter(
            contract ->
                contract.operations().stream().anyMatch(o -> isServed(contract, o, address)))
        .toList();
  }

  private static boolean isServed(Contract contract, Operation operation, Server.Address address) {
    return contract.servers().stream().anyMatch(server -> server.serves(address, operation.path()));
  }

  private static Route operation(Contract contract, String method, Server.Address address) {
    boolean documentedHost = contract.servers().stream().anyMatch(s -> s.hasHostOf(address));
    List<Operation> onPath = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      // On another host, a proxy or a server of one's own, only the end of the path can be known.
      if (documentedHost
          ? isServed(contract, operation, address)
          : Server.hasPath(address, operation.path())) {
        onPath.add(operation);
      }
    }
    for (Operation operation : onPath) {
      if (operation.method().equals(method)) {
        return new Found(contract, operation);
      }
    }
    String described =
        (onPath.isEmpty() ? contract.operations() : onPath)
            .stream().map(o -> o.method() + " " + o.path()).collect(Collectors.joining(", "));
    return new Lost(
        "operation.unknown",
        "%s %s is not described; the contract describes %s"
            .formatted(method, shown(address), described),
        contract);
  }

  private static String shown(Server.Address address) {
    return address.host() + address.path();
  }

  private static String ids(List<Contract> contracts) {
    return contracts.stream().map(Contract::provider).collect(Collectors.joining(", "));
  }
}
