package dev.concordat.conformance.contract;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which contract and operation a request is for. */
public sealed interface Route {
  /** How the URLs begin that a browser makes for itself and that name no host. */
  List<String> WITHOUT_HOST = List.of("data:", "blob:", "about:", "file:");

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

  /** Why a request is none of a provider's. */
  enum Reason {
    HOST("no contract names the host "),
    PREFLIGHT("a browser's preflight to "),
    TUNNEL("a tunnel to ");

    private final String before;

    Reason(String before) {
      this.before = before;
    }

    /** The reason in words. */
    public String of(String host) {
      return before + host;
    }
  }

  /**
   * The request is none of a provider's.
   *
   * @param host the host and its port, where it is not the scheme's
   * @param lost what is said where such a request is judged all the same
   */
  record Aside(String host, Reason reason, Lost lost) implements Route {}

  /**
   * Finds the operation of a request.
   *
   * @param contracts the contracts to look in
   * @param named what the user says of providers
   * @param recorded the provider that the recording names, or null
   * @param hosts what is known of hosts
   */
  static Route find(
      List<Contract> contracts,
      NamedProviders named,
      @Nullable String recorded,
      NamedProviders hosts,
      String method,
      String url) {
    Server.Address address = Server.Address.parse(url);
    String own = withoutHost(url);
    if (own != null) {
      return new Aside(own, Reason.HOST, unknownHost(contracts, address));
    }
    String provider = named.of(address);
    if (provider == null) {
      provider = recorded == null ? hosts.of(address) : recorded;
    }
    String known = provider;
    Predicate<Contract> hasHosts =
        contract -> named.hasHostsOf(contract.provider()) || hosts.hasHostsOf(contract.provider());
    List<Contract> candidates =
        provider == null
            ? byAddress(contracts, address)
            : contracts.stream().filter(contract -> contract.provider().equals(known)).toList();
    boolean isElsewhere =
        provider == null
            && candidates.stream()
                .allMatch(
                    contract -> hasHosts.test(contract) && !contract.paths().hasNameOf(address));
    if (isElsewhere) {
      Lost lost = unknownHost(contracts, address);
      String host = address.authority();
      return host.isEmpty() ? lost : new Aside(host, Reason.HOST, lost);
    }
    if (candidates.size() == 1) {
      return operation(candidates.get(0), method, address);
    }
    if (candidates.isEmpty() && provider != null) {
      return new Lost(
          "provider.unknown",
          "there is no contract of '%s'; there are %s"
              .formatted(provider, Contracts.ids(contracts)),
          null);
    }
    List<Contract> possible = candidates.stream().filter(hasHosts.negate()).toList();
    return new Lost(
        "provider.ambiguous",
        "%s may be of %s; name the provider with --provider or _provider%s"
            .formatted(
                shown(address),
                Contracts.ids(possible),
                address.hostName().isEmpty()
                    ? ""
                    : ", or that of this host with --provider ID=%s"
                        .formatted(address.authority())),
        null);
  }

  // What a browser makes for itself is no exchange with anybody, whoever is said to be the
  // provider.
  private static @Nullable String withoutHost(String url) {
    for (String scheme : WITHOUT_HOST) {
      if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme;
      }
    }
    return null;
  }

  private static Lost unknownHost(List<Contract> contracts, Server.Address address) {
    return new Lost(
        "provider.unknown",
        "no contract has a server and path for %s; name the provider with --provider or _provider (%s)"
            .formatted(shown(address), Contracts.ids(contracts)),
        null);
  }

  // A server that is one place only outranks the form of one.
  private static List<Contract> byAddress(List<Contract> contracts, Server.Address address) {
    List<Contract> literal =
        contracts.stream().filter(contract -> contract.paths().hasHostOf(address)).toList();
    if (!literal.isEmpty()) {
      return literal;
    }
    List<Contract> sameName =
        contracts.stream().filter(contract -> contract.paths().hasNameOf(address)).toList();
    if (!sameName.isEmpty()) {
      return sameName;
    }
    return contracts.stream().filter(contract -> contract.paths().serve(address)).toList();
  }

  private static Route operation(Contract contract, String method, Server.Address address) {
    List<Operation> onPath = contract.paths().of(address);
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
}
