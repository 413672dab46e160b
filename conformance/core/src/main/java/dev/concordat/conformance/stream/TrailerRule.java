package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chunk without choices, or with an empty list that marks a trailer, carries what the trailer is
 * said to carry, comes once and comes when every choice has ended. No document forbids another one,
 * so it drifts.
 */
final class TrailerRule implements StreamRule {
  private final String empty;
  private final @Nullable String carries;
  private final BooleanSupplier hasEnded;
  private @Nullable Integer seen;

  /**
   * A rule.
   *
   * @param empty the list that is empty in a trailer
   * @param carries the member that the trailer is sent for, or null where there is no trailer
   * @param hasEnded whether every choice has ended
   */
  TrailerRule(String empty, @Nullable String carries, BooleanSupplier hasEnded) {
    this.empty = empty;
    this.carries = carries;
    this.hasEnded = hasEnded;
  }

  @Override
  public void chunk(Chunk chunk, Report report) {
    JsonNode list = chunk.json().path(empty);
    if (!list.isArray() || !list.isEmpty()) {
      return;
    }
    Fault fault = fault(chunk.json());
    if (fault != null) {
      report.inEvent(chunk.event(), fault);
    } else {
      seen = chunk.event();
    }
  }

  private @Nullable Fault fault(JsonNode chunk) {
    if (carries == null) {
      return fault("any", "not described");
    }
    if (!chunk.hasNonNull(carries)) {
      return fault("empty", "described only where it carries " + carries);
    }
    if (!hasEnded.getAsBoolean()) {
      return fault("early", "described only when every choice has ended");
    }
    return seen == null ? null : fault("again", "described once; event %d was it".formatted(seen));
  }

  private Fault fault(String subject, String message) {
    return new Fault(
        "stream.trailer",
        Severity.DRIFT,
        "/" + empty,
        subject,
        "a chunk without %s is %s".formatted(empty, message));
  }
}
