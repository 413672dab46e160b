package dev.concordat.conformance.maven;

import dev.concordat.conformance.server.emulator.Emulator;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the emulator that {@code serve} started. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends CommandMojo {
  @Override
  void run() {
    if (getPluginContext().remove(ServeMojo.EMULATOR) instanceof Emulator emulator) {
      emulator.close();
    } else {
      getLog().info("No emulator runs");
    }
  }
}
