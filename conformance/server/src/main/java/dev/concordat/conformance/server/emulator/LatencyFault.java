package dev.concordat.conformance.server.emulator;

import java.time.Duration;

/** The answer is late. */
record LatencyFault(Duration by) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    return reply.late(by);
  }
}
