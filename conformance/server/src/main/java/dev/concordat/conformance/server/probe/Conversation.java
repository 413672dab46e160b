package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.language.RateLimit;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The requests to one server: not more than the budget, and not faster than is documented. */
final class Conversation {
  private static final int TRIES = 3;

  private final Wire wire;
  private final ExchangeSink sink;
  private final RefusalCause refusals;
  private final int budget;
  private final boolean isPaced;
  private int requests;
  private long next = System.nanoTime();

  Conversation(Wire wire, Contract contract, ExchangeSink sink, int budget, boolean isPaced) {
    this.wire = wire;
    this.sink = sink;
    this.refusals = new RefusalCause(contract.errors());
    this.budget = budget;
    this.isPaced = isPaced;
  }

  int requests() {
    return requests;
  }

  /** The answer to a case, or null where the budget is spent. */
  @Nullable Answered ask(ProbeCase probeCase) throws IOException, InterruptedException {
    Duration pace = isPaced ? pace(probeCase.operation()) : Duration.ZERO;
    Answered answered = null;
    for (int tried = 0; tried < (isPaced ? TRIES : 1) && requests < budget; tried++) {
      if (answered != null) {
        Thread.sleep(RefusalCause.pause(answered, pace).toMillis());
      }
      Thread.sleep(Math.max((next - System.nanoTime()) / 1_000_000, 0));
      next = System.nanoTime() + pace.toNanos();
      requests++;
      answered = wire.send(probeCase);
      if (answered.exchange().response() != null) {
        sink.exchange(answered.exchange());
      }
      if (refusals.forNow(answered) == null) {
        break;
      }
    }
    return answered;
  }

  /** The time between two requests at the documented rate; none where no rate is documented. */
  static Duration pace(Operation operation) {
    RateLimit limit = operation.rateLimit();
    return limit == null
        ? Duration.ZERO
        : Duration.ofSeconds(limit.seconds()).dividedBy(limit.requests());
  }
}
