package dev.concordat.conformance.server.emulator;

import java.time.Duration;

/** The answer comes a few bytes at a time, so that events and characters are split. */
record DripFault(Duration between) implements Fault {
  private static final int DROP = 16;

  @Override
  public Reply apply(Reply reply, Scene scene) {
    return reply.dripping(DROP, between);
  }
}
