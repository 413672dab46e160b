package dev.concordat.conformance.server.emulator;

import org.jspecify.annotations.Nullable;

/** The connection breaks off: in a stream between two events, in any other body in its middle. */
record CutFault(@Nullable Integer after) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    return reply.cut(reply.beginning(after));
  }
}
