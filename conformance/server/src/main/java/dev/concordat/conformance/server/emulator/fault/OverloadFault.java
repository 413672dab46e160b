package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;

/** The request is refused for lack of capacity. */
@AutoService(Fault.class)
public final class OverloadFault implements Fault {
  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Effect effect(@Nullable Integer none) {
    return (reply, scene) -> scene.errors().reply("overload");
  }
}
