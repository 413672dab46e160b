package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which exchanges a run looks at: those that are included, where any are, and not excluded. */
final class Selection {
  private final Contracts contracts;
  private final NamedProviders named;
  private final @Nullable Filter include;
  private final @Nullable Filter exclude;

  /**
   * A selection.
   *
   * @param named what the options say of providers
   */
  Selection(Config config, String command, Contracts contracts, NamedProviders named) {
    this.contracts = contracts;
    this.named = named;
    this.include = Filter.of(config.value(command, "include"));
    this.exclude = Filter.of(config.value(command, "exclude"));
  }

  boolean takes(Exchange exchange) {
    return (include == null || include.matches(exchange, this))
        && (exclude == null || !exclude.matches(exchange, this));
  }

  private Route route(Exchange exchange) {
    return contracts.route(
        named, exchange.provider(), exchange.request().method(), exchange.request().url());
  }

  /** Something is matched where each kind that the filter names has one that matches. */
  private record Filter(
      List<Glob> hosts,
      List<Glob> paths,
      List<Glob> methods,
      List<Glob> providers,
      List<Glob> operations) {
    static @Nullable Filter of(JsonNode json) {
      return json.isObject()
          ? new Filter(
              globs(json, "hosts"),
              globs(json, "paths"),
              globs(json, "methods"),
              globs(json, "providers"),
              globs(json, "operations"))
          : null;
    }

    private static List<Glob> globs(JsonNode json, String key) {
      List<Glob> globs = new ArrayList<>();
      JsonNode value = json.path(key);
      if (value.isString()) {
        globs.add(Glob.of(value.stringValue()));
      }
      value.forEach(item -> globs.add(Glob.of(item.asString())));
      return globs;
    }

    boolean matches(Exchange exchange, Selection selection) {
      Server.Address address = Server.Address.parse(exchange.request().url());
      return (any(hosts, address.authority()) || any(hosts, address.hostName()))
          && any(paths, address.path())
          && any(methods, exchange.request().method())
          && ((providers.isEmpty() && operations.isEmpty()) || matches(selection.route(exchange)));
    }

    private boolean matches(Route route) {
      if (route instanceof Route.Found found) {
        return any(providers, found.contract().provider())
            && any(operations, found.operation().id());
      }
      return operations.isEmpty()
          && route instanceof Route.Lost lost
          && lost.contract() != null
          && any(providers, lost.contract().provider());
    }

    private static boolean any(List<Glob> globs, String value) {
      return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(value));
    }
  }
}
