package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.language.EventStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the streams of media types are judged, each thought out once. */
final class StreamPlans {
  // By the contract and the place of the media type in it.
  private final Map<Contract, Map<String, StreamPlan>> plans = new ConcurrentHashMap<>();

  StreamPlan of(Contract contract, Operation.MediaType mediaType, EventStream stream) {
    return plans
        .computeIfAbsent(contract, absent -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            mediaType.pointer(),
            absent -> StreamPlan.of(stream, mediaType.error(), mediaType.schema()));
  }
}
