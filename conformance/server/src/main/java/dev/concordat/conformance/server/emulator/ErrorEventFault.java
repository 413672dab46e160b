package dev.concordat.conformance.server.emulator;

import org.jspecify.annotations.Nullable;

/** A stream ends in an event that is an error. */
record ErrorEventFault(@Nullable Integer after) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    if (!reply.isStream()) {
      return reply;
    }
    byte[] error = Reply.event(scene.errors().body("overload"));
    return reply.withPieces(reply.beginning(after).and(error));
  }
}
