package dev.concordat.conformance.server.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream ends in an event that is an error. */
record ErrorEventFault(@Nullable Integer after) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    if (!reply.isStream()) {
      return reply;
    }
    List<byte[]> pieces = new ArrayList<>(reply.beginning(after));
    pieces.add(Reply.event(scene.errors().body("overload")));
    return reply.withPieces(pieces);
  }
}
