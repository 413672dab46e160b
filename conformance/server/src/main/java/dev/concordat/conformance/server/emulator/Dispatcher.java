package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds who a request is for, and lets the faults at the answer. */
final class Dispatcher {
  private final Map<String, EmulatedProvider> sites = new LinkedHashMap<>();
  private final List<Fault> faults;

  Dispatcher(Settings settings) {
    this.faults = settings.faults();
    for (Contract contract : settings.contracts()) {
      sites.put(contract.provider(), new EmulatedProvider(contract, settings));
    }
  }

  /** Does what the first requests would wait for. */
  void warmUp() {
    Thread thread =
        new Thread(() -> sites.values().forEach(EmulatedProvider::recordings), "emulator-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** The path below which the paths of a provider's contract stand. */
  String basePath(String provider) {
    EmulatedProvider site = sites.get(provider);
    if (site == null) {
      throw new IllegalArgumentException(
          "the provider '%s' is not emulated; there are %s"
              .formatted(provider, String.join(", ", sites.keySet())));
    }
    return "/" + provider + site.serverPath();
  }

  /** The answer to a request; one that is too large comes without its body. */
  Reply answer(Exchange.Request request, boolean isTooLarge) {
    String path = Server.Address.parse(request.url()).path();
    List<EmulatedProvider> candidates = candidates(path);
    EmulatedProvider site = candidates.size() == 1 ? candidates.get(0) : null;
    ErrorForm errors = site == null ? ErrorForm.unknownProvider() : site.errors();
    Operation operation = site == null ? null : site.operation(request.method(), path);
    List<Fault> all = new ArrayList<>(faults);
    try {
      all.addAll(Fault.parseAll(request.headers().all(Emulator.FAULT_HEADER)));
    } catch (IllegalArgumentException e) {
      return errors.reply("invalid-request", Emulator.FAULT_HEADER + ": " + e.getMessage(), null);
    }
    Reply reply = reply(request, isTooLarge, path, site, candidates);
    Fault.Scene scene =
        new Fault.Scene(
            errors, operation, site == null ? 1 : site.secondsBetweenRequests(operation));
    for (Fault fault : all) {
      reply = fault.apply(reply, scene);
    }
    return reply;
  }

  private Reply reply(
      Exchange.Request request,
      boolean isTooLarge,
      String path,
      @Nullable EmulatedProvider site,
      List<EmulatedProvider> candidates) {
    if (site == null) {
      return ErrorForm.unknownProvider().reply("not-found", whereToAsk(candidates), null);
    }
    if (isTooLarge) {
      return site.errors().reply("too-large");
    }
    return site.answer(request, path);
  }

  // The provider's name may be left out where the rest of the path is enough.
  private List<EmulatedProvider> candidates(String path) {
    for (EmulatedProvider site : sites.values()) {
      if (path.equals("/" + site.provider()) || path.startsWith("/" + site.provider() + "/")) {
        return List.of(site);
      }
    }
    return sites.values().stream().filter(site -> site.serves(path)).toList();
  }

  private String whereToAsk(List<EmulatedProvider> candidates) {
    String served =
        sites.values().stream()
            .map(site -> basePath(site.provider()))
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
