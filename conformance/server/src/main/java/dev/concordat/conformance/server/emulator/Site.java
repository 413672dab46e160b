package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One provider as it is emulated. */
final class Site {
  private final Contract contract;
  private final ErrorForm errors;
  private final String serverPath;

  Site(Contract contract, Settings settings) {
    this.contract = contract;
    this.errors = ErrorForm.of(contract.provider());
    this.serverPath = serverPath(contract);
  }

  // Of a server with variables in its URL, only what is not variable is known of its path.
  private static String serverPath(Contract contract) {
    String url = contract.servers().get(0).url().replaceAll("\\{[^{}]*}", "");
    return Server.Address.parse(url).path();
  }

  String provider() {
    return contract.provider();
  }

  ErrorForm errors() {
    return errors;
  }

  /** The path of the provider's server, empty where it has none. */
  String serverPath() {
    return serverPath;
  }

  /** Whether an operation is at this path, the provider's name left out. */
  boolean serves(String path) {
    return !at(path).isEmpty();
  }

  /** The operation of a request, or null where there is none. */
  @Nullable Operation operation(String method, String path) {
    return at(path).stream().filter(o -> o.method().equals(method)).findFirst().orElse(null);
  }

  private List<Operation> at(String path) {
    String prefix = "/" + provider();
    String below = path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    return contract.operations().stream()
        .filter(operation -> below.equals(serverPath + operation.path()))
        .toList();
  }

  /** The answer to a request. */
  Reply answer(Exchange.Request request, String path) {
    List<Operation> there = at(path);
    if (there.isEmpty()) {
      return errors.reply(
          "not-found",
          "there are "
              + contract.operations().stream()
                  .map(o -> "%s /%s%s%s".formatted(o.method(), provider(), serverPath, o.path()))
                  .collect(Collectors.joining(", ")),
          null);
    }
    Operation operation = operation(request.method(), path);
    if (operation == null) {
      String allowed = there.stream().map(Operation::method).collect(Collectors.joining(", "));
      return errors
          .reply("method-not-allowed", "allowed is " + allowed, null)
          .withHeader("Allow", allowed);
    }
    return answer(request, operation);
  }

  private Reply answer(Exchange.Request request, Operation operation) {
    return errors.reply("internal", operation.id() + " is still to come", null);
  }
}
