package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.server.emulator.reply.Reply;
import org.jspecify.annotations.Nullable;

/** A stream ends in an event that is an error. */
@AutoService(Fault.class)
public final class ErrorEventFault implements Fault {
  @Override
  public String name() {
    return "error-event";
  }

  @Override
  public String value() {
    return "[=EVENTS]";
  }

  @Override
  public Effect effect(@Nullable Integer after) {
    return (reply, scene) ->
        reply.isStream()
            ? reply.withPieces(
                reply.beginning(after).and(Reply.event(scene.errors().body("overload"))))
            : reply;
  }
}
