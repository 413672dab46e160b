package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chunk without choices carries what the trailer is said to carry, comes once and comes when
 * every choice has ended. No document forbids another one, so it drifts.
 */
final class TrailerRule implements StreamRule {
  private final String choices;
  private final @Nullable String carries;
  private final BooleanSupplier hasEnded;
  private @Nullable Integer seen;

  /**
   * A rule.
   *
   * @param carries the member that the trailer is sent for, or null where there is no trailer
   * @param hasEnded whether every choice has ended
   */
  TrailerRule(String choices, @Nullable String carries, BooleanSupplier hasEnded) {
    this.choices = choices;
    this.carries = carries;
    this.hasEnded = hasEnded;
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    JsonNode list = chunk.path(choices);
    if (!list.isArray() || !list.isEmpty()) {
      return;
    }
    String fault = fault(chunk);
    if (fault != null) {
      report.inEvent(index, "stream.trailer", Severity.DRIFT, "/" + choices, fault);
    } else {
      seen = index;
    }
  }

  private @Nullable String fault(JsonNode chunk) {
    if (carries == null) {
      return "a chunk without %s is not described".formatted(choices);
    }
    if (!chunk.hasNonNull(carries)) {
      return "a chunk without %s is described only where it carries %s".formatted(choices, carries);
    }
    if (!hasEnded.getAsBoolean()) {
      return "a chunk without %s is described only when every choice has ended".formatted(choices);
    }
    return seen == null
        ? null
        : "a chunk without %s is described once; event %d was it".formatted(choices, seen);
  }
}
