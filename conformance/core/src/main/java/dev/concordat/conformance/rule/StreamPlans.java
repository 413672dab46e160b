package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.language.EventStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the streams of media types are judged, each thought out once. */
final class StreamPlans {
  private final Map<Key, StreamPlan> plans = new ConcurrentHashMap<>();

  /** A media type, by its place in a contract. */
  private record Key(Contract contract, String mediaType) {}

  StreamPlan of(Contract contract, Operation.MediaType mediaType, EventStream stream) {
    return plans.computeIfAbsent(
        new Key(contract, mediaType.pointer()),
        absent -> StreamPlan.of(stream, mediaType.error(), mediaType.schema()));
  }
}
