package dev.concordat.conformance.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** At which addresses the operations of one contract are served, compiled when it is loaded. */
final class Paths {
  private final Set<String> hosts = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<Served> served = new ArrayList<>();
  // Whole addresses without variables, as nearly all are, and what was found at them.
  private final Set<String> literal = new HashSet<>();
  private final Map<String, List<Operation>> known = new ConcurrentHashMap<>();

  /**
   * An operation.
   *
   * @param addresses whole addresses of it on the servers of the contract
   * @param ends how its path ends, on another server
   */
  private record Served(
      Operation operation, List<Template> addresses, List<Template> ends, Template anywhere) {
    boolean isAt(Server.Address address) {
      if (ends.stream().anyMatch(end -> end.matches(address.path()))) {
        return true;
      }
      String whole = address.host() + address.path();
      return addresses.stream().anyMatch(known -> known.matches(whole));
    }
  }

  Paths(List<Server> servers, List<Operation> operations) {
    for (Server server : servers) {
      if (server.isLiteral()) {
        Server.Address address = Server.Address.parse(server.url());
        hosts.add(address.host());
        names.add(address.hostName());
        operations.forEach(operation -> literal.add(server.url() + operation.path()));
      }
    }
    operations.forEach(operation -> served.add(served(operation, servers)));
  }

  private static Served served(Operation operation, List<Server> servers) {
    Template anywhere = Template.of("{prefix}" + operation.path());
    List<Template> addresses = new ArrayList<>();
    List<Template> ends = new ArrayList<>();
    for (Server server : servers) {
      addresses.add(Template.of(server.url() + operation.path()));
      if (server.url().startsWith("{") && !server.isLiteral()) {
        ends.add(anywhere);
      }
    }
    return new Served(operation, addresses, ends, anywhere);
  }

  /** Whether an address begins as the URL of a server does that is one place, up to its path. */
  boolean hasHostOf(Server.Address address) {
    return hosts.contains(address.host());
  }

  /** Whether it has the host name of such a server, with whatever scheme and port. */
  boolean hasNameOf(Server.Address address) {
    return !names.isEmpty() && names.contains(address.hostName());
  }

  /** Whether some operation is served there. */
  boolean serve(Server.Address address) {
    return served.stream().anyMatch(one -> one.isAt(address));
  }

  /** What stands in the variables of an operation's path, by name and as it is written. */
  Map<String, String> variables(Operation operation, Server.Address address) {
    Map<String, String> variables = new HashMap<>();
    for (Served one : served) {
      if (one.operation().pointer().equals(operation.pointer())) {
        List<String> names = Template.variables(operation.path());
        List<String> values = one.anywhere().values(address.path());
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
          variables.put(names.get(i), values.get(i));
        }
      }
    }
    return variables;
  }

  /**
   * The operations of an address. On another host than those of the contract, a proxy or a server
   * of one's own, only the end of the path can be known.
   */
  List<Operation> of(Server.Address address) {
    String whole = address.host() + address.path();
    return literal.contains(whole)
        ? known.computeIfAbsent(whole, first -> find(address))
        : find(address);
  }

  private List<Operation> find(Server.Address address) {
    boolean isDocumented = hasHostOf(address);
    List<Operation> found = new ArrayList<>(2);
    for (Served one : served) {
      if (isDocumented ? one.isAt(address) : one.anywhere().matches(address.path())) {
        found.add(one.operation());
      }
    }
    return found.size() > 1 ? Template.closest(found) : found;
  }
}
