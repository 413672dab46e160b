package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer comes a few bytes at a time, so that events and characters are split. */
@AutoService(Fault.class)
public final class DripFault implements Fault {
  private static final int DROP = 16;

  @Override
  public String name() {
    return "drip";
  }

  @Override
  public String value() {
    return "[=MILLISECONDS]";
  }

  @Override
  public Effect effect(@Nullable Integer millis) {
    Duration between = Fault.millis(millis, 20);
    return (reply, scene) -> reply.dripping(DROP, between);
  }
}
