package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.server.emulator.reply.Reply;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The request is one too many: each, or each after so many. */
@AutoService(Fault.class)
public final class RateLimitFault implements Fault {
  @Override
  public String name() {
    return "rate-limit";
  }

  @Override
  public String value() {
    return "[=REQUESTS]";
  }

  @Override
  public Effect effect(@Nullable Integer allowed) {
    AtomicInteger left = new AtomicInteger(allowed == null ? 0 : allowed);
    return (reply, scene) ->
        left.getAndUpdate(count -> Math.max(count - 1, 0)) > 0 ? reply : refusal(scene);
  }

  private static Reply refusal(Scene scene) {
    Reply refusal = scene.errors().reply("rate-limit");
    // The standard's way to say so; a provider that has another does not say when to come back.
    return refusal.status() == 429
        ? refusal.withHeader("Retry-After", Integer.toString(scene.retryAfter()))
        : refusal;
  }
}
