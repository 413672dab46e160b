package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Goes the ways that a start goes, so that a list of the classes that it loads, of which an archive
 * of class data is made, has theirs: {@code java -XX:DumpLoadedClassList=FILE -cp concordat.jar
 * dev.concordat.conformance.cli.Training}.
 */
public final class Training {
  private Training() {}

  /**
   * Checks the recordings that ship, explains a rule, for which YAML is read, and probes the
   * emulator of each provider.
   */
  public static void main(String[] arguments) {
    run("check");
    run("explain", "json.syntax");
    for (Contract contract : Contracts.shipped().all()) {
      run("probe", "--provider", contract.provider(), "--emulator", "--budget=12");
    }
    // The emulator's threads are no reason to stay.
    System.exit(Main.PASSED);
  }

  private static void run(String... arguments) {
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int status = Main.run(nowhere, nowhere, arguments);
    if (status == Main.UNUSABLE) {
      throw new IllegalStateException("'%s' cannot be run".formatted(String.join(" ", arguments)));
    }
  }
}
