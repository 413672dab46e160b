package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the contracts. */
@Command(
    name = "contracts",
    description = "Lists the providers, their operations, and the documents that these come from.",
    mixinStandardHelpOptions = true)
final class ContractsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    for (Contract contract : Contracts.shipped().all()) {
      out.printf("%s  %s%n", contract.provider(), contract.title());
      for (Server server : contract.servers()) {
        out.printf("  server  %s%n", server.url());
      }
      for (Operation operation : contract.operations()) {
        out.printf("  %s  %s %s%n", operation.id(), operation.method(), operation.path());
        out.printf("    %s%n", operation.summary());
        out.printf("    source: %s%n", contract.source(operation.pointer()));
      }
      out.printf("  ledger  %d entries%n%n", contract.ledger().entries().size());
    }
    out.flush();
    return Main.PASSED;
  }
}
