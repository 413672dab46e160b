package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;

/** The connection breaks off: in a stream between two events, in any other body in its middle. */
@AutoService(Fault.class)
public final class CutFault implements Fault {
  @Override
  public String name() {
    return "cut";
  }

  @Override
  public String value() {
    return "[=EVENTS]";
  }

  @Override
  public Effect effect(@Nullable Integer after) {
    return (reply, scene) -> reply.cut(reply.beginning(after));
  }
}
