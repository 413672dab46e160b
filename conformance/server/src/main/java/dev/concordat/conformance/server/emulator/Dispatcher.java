package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.emulator.fault.Fault;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds who a request is for, and lets the faults at the answer. */
final class Dispatcher {
  private final Map<String, EmulatedProvider> providers = new LinkedHashMap<>();
  private final List<Fault.Effect> faults;
  private volatile boolean isStopped;

  Dispatcher(Settings settings) {
    this.faults = settings.faults();
    for (Contract contract : settings.contracts()) {
      providers.put(contract.provider(), new EmulatedProvider(contract, settings));
    }
  }

  /** Does what the first requests would wait for, until it is stopped. */
  void warmUp() {
    for (EmulatedProvider provider : providers.values()) {
      if (isStopped) {
        return;
      }
      provider.recordings();
    }
  }

  /** Says that no requests come any more. */
  void stop() {
    isStopped = true;
  }

  /** The path below which the paths of a provider's contract stand. */
  String basePath(String provider) {
    EmulatedProvider emulated = providers.get(provider);
    if (emulated == null) {
      throw new IllegalArgumentException(
          "the provider '%s' is not emulated; there are %s"
              .formatted(provider, String.join(", ", providers.keySet())));
    }
    return "/" + provider + emulated.serverPath();
  }

  /**
   * The answer to a request; one that is too large comes without its body.
   *
   * @throws Making.LeftException where the caller leaves meanwhile
   */
  Reply answer(Exchange.Request request, boolean isTooLarge, Making making) {
    String path = Server.Address.parse(request.url()).path();
    List<EmulatedProvider> candidates = candidates(path);
    EmulatedProvider emulated = candidates.size() == 1 ? candidates.get(0) : null;
    ErrorForm errors = emulated == null ? ErrorForm.unknownProvider() : emulated.errors();
    Operation operation = emulated == null ? null : emulated.operation(request.method(), path);
    List<Fault.Effect> all = new ArrayList<>(faults);
    try {
      all.addAll(Fault.parseAll(request.headers().all(Emulator.FAULT_HEADER)));
    } catch (IllegalArgumentException e) {
      return errors.reply("invalid-request", Emulator.FAULT_HEADER + ": " + e.getMessage(), null);
    }
    Reply reply = reply(request, isTooLarge, path, emulated, candidates, making);
    Fault.Scene scene =
        new Fault.Scene(
            errors, operation, emulated == null ? 1 : emulated.secondsBetweenRequests(operation));
    for (Fault.Effect fault : all) {
      reply = fault.apply(reply, scene);
    }
    return reply;
  }

  private Reply reply(
      Exchange.Request request,
      boolean isTooLarge,
      String path,
      @Nullable EmulatedProvider emulated,
      List<EmulatedProvider> candidates,
      Making making) {
    if (emulated == null) {
      return ErrorForm.unknownProvider().reply("not-found", whereToAsk(candidates), null);
    }
    if (isTooLarge) {
      return emulated.errors().reply("too-large");
    }
    return emulated.answer(request, path, making);
  }

  // The provider's name may be left out where the rest of the path is enough.
  private List<EmulatedProvider> candidates(String path) {
    for (EmulatedProvider emulated : providers.values()) {
      if (path.equals("/" + emulated.provider())
          || path.startsWith("/" + emulated.provider() + "/")) {
        return List.of(emulated);
      }
    }
    return providers.values().stream().filter(emulated -> emulated.serves(path)).toList();
  }

  private String whereToAsk(List<EmulatedProvider> candidates) {
    String served =
        providers.values().stream()
            .map(emulated -> basePath(emulated.provider()))
            .collect(Collectors.joining(", "));
    return candidates.isEmpty()
        ? "nothing is served here; there are " + served
        : "this may be of %s; put the provider's name before the path: %s"
            .formatted(
                candidates.stream()
                    .map(EmulatedProvider::provider)
                    .collect(Collectors.joining(", ")),
                served);
  }
}
