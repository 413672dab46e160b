package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the contracts. */
@Command(
    name = "contracts",
    description = "Lists the providers, their operations, and the documents that these come from.",
    footer = {
      "",
      "Examples:",
      "  concordat contracts",
      "  concordat contracts --contracts contracts"
    },
    mixinStandardHelpOptions = true)
final class ContractsCommand implements Callable<Integer> {
  @Mixin private ContractOptions options = new ContractOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    for (Contract contract : options.contracts().all()) {
      out.printf("%s  %s%n", contract.provider(), SafeText.of(contract.title()));
      for (Server server : contract.servers()) {
        out.printf("  server  %s%n", SafeText.of(server.url()));
      }
      for (Operation operation : contract.operations()) {
        out.printf(
            "  %s  %s %s%n",
            SafeText.of(operation.id()), operation.method(), SafeText.of(operation.path()));
        if (!operation.summary().isEmpty()) {
          out.printf("    %s%n", SafeText.of(operation.summary()));
        }
        String source = contract.source(operation.pointer());
        if (source != null) {
          out.printf("    source: %s%n", SafeText.of(source));
        }
      }
      out.printf("  ledger  %d entries%n%n", contract.ledger().entries().size());
    }
    out.flush();
    return Main.PASSED;
  }
}
