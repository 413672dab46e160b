package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer has a described status, the media type that the request asked for, and a body that
 * satisfies its schema, whole or as a stream. How the answers of an operation are judged is thought
 * out once. Threads may share one.
 */
final class ResponseJudge {
  // By the pointer of the operation, and by that of the media type.
  private final Map<Contract, Map<String, List<AgreementRule.Agreed>>> agreed =
      new ConcurrentHashMap<>();
  private final Map<Contract, Map<String, StreamPlan>> streams = new ConcurrentHashMap<>();

  /** In what the answers of an operation have to agree with their requests. */
  List<AgreementRule.Agreed> agreed(Contract contract, Operation operation) {
    return once(
        agreed, contract, operation.pointer(), () -> AgreementRule.allOf(operation.agreement()));
  }

  /** How a stream of a media type is judged. */
  StreamPlan plan(Contract contract, MediaType mediaType, EventStream stream) {
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

  void judge(Case exchange) {
    Exchange.Response response = exchange.exchange().response();
    if (response == null) {
      if (!exchange.exchange().responseUndocumented()) {
        String reason = exchange.exchange().broken();
        exchange
            .findings()
            .add(
                "response.absent",
                Severity.UNCHECKED,
                "response",
                "",
                reason == null ? "the recording has no answer" : "no answer came: " + reason,
                exchange.operation().pointer());
      }
      return;
    }
    Operation.Response described = exchange.operation().response(response.status());
    if (described == null) {
      exchange.coverage().notJudged("response.status", size(response.body()));
      exchange
          .findings()
          .add(
              "response.status",
              Severity.UNCHECKED,
              "response.status",
              "",
              "the status %d is not described; described are %s"
                  .formatted(
                      response.status(),
                      String.join(", ", exchange.operation().responses().keySet())),
              exchange.operation().pointer() + "/responses");
      return;
    }
    exchange.coverage().status(described);
    Body body = response.body();
    boolean hasNone = body == null || body.isEmpty() || (!body.isRecorded() && body.size() == 0);
    if (!described.content().isEmpty() || !hasNone) {
      body(exchange, response, described).judge();
    }
  }

  private ResponseBodyJudge body(
      Case exchange, Exchange.Response response, Operation.Response described) {
    return new ResponseBodyJudge(exchange, response, described, this);
  }

  private static long size(@Nullable Body body) {
    return body == null ? 0 : body.size();
  }

  /** Whether the contract describes a stream for this status and media type. */
  static boolean mayStream(Operation operation, int status, String type) {
    Operation.Response described = operation.response(status);
    MediaType found = described == null ? null : Operation.find(described.content(), type);
    return found != null && found.stream() != null;
  }

  /**
   * Begins to judge an answer whose body is still to come, if that is a described stream that the
   * request asked for; null where it is not, so that the body has to be whole to be judged.
   */
  @Nullable AnswerStream open(Case exchange, Exchange.Response response, String type) {
    Operation.Response described = exchange.operation().response(response.status());
    return described == null ? null : body(exchange, response, described).open(type);
  }
}
