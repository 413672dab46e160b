package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.language.EventStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How the answers of operations are judged, each thought out once. Threads may share one.
 *
 * @param agreed in what answers have to agree with their requests, by operation
 * @param streams how the streams of media types are judged, by media type
 */
record Plans(
    Map<Contract, Map<String, List<AgreementRule.Agreed>>> agreed,
    Map<Contract, Map<String, StreamPlan>> streams) {
  Plans() {
    this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /** In what the answers of an operation have to agree with their requests. */
  List<AgreementRule.Agreed> agreed(Contract contract, Operation operation) {
    return once(
        agreed, contract, operation.pointer(), () -> AgreementRule.allOf(operation.agreement()));
  }

  /** How a stream of a media type is judged. */
  StreamPlan stream(Contract contract, Operation.MediaType mediaType, EventStream stream) {
    return once(
        streams,
        contract,
        mediaType.pointer(),
        () -> StreamPlan.of(stream, mediaType.error(), mediaType.schema()));
  }

  private static <P> P once(
      Map<Contract, Map<String, P>> plans, Contract contract, String pointer, Supplier<P> plan) {
    return plans
        .computeIfAbsent(contract, absent -> new ConcurrentHashMap<>())
        .computeIfAbsent(pointer, absent -> plan.get());
  }
}
