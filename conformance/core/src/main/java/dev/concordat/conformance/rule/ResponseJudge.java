package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The answer has a described status, the media type that the request asked for, and a body that
 * satisfies its schema, whole or as a stream.
 */
final class ResponseJudge {
  private final Plans plans;

  /** A judge of answers, by such plans. */
  ResponseJudge(Plans plans) {
    this.plans = plans;
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
    return new ResponseBodyJudge(exchange, response, described, plans);
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
