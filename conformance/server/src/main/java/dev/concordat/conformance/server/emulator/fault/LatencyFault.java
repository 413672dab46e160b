package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer is late. */
@AutoService(Fault.class)
public final class LatencyFault implements Fault {
  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String value() {
    return "[=MILLISECONDS]";
  }

  @Override
  public Effect effect(@Nullable Integer millis) {
    Duration by = Fault.millis(millis, 1000);
    return (reply, scene) -> reply.late(by);
  }
}
