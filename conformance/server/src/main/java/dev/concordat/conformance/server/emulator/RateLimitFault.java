package dev.concordat.conformance.server.emulator;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The request is one too many: each, or each after so many. */
final class RateLimitFault implements Fault {
  private final AtomicInteger left;

  RateLimitFault(@Nullable Integer allowed) {
    this.left = new AtomicInteger(allowed == null ? 0 : allowed);
  }

  @Override
  public Reply apply(Reply reply, Scene scene) {
    if (left.getAndUpdate(count -> Math.max(count - 1, 0)) > 0) {
      return reply;
    }
    Reply refusal = scene.errors().reply("rate-limit");
    // The standard's way to say so; a provider that has another does not say when to come back.
    return refusal.status() == 429
        ? refusal.withHeader("Retry-After", Integer.toString(scene.retryAfter()))
        : refusal;
  }
}
