package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.language.ContractException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes that works with contracts. */
final class ContractOptions {
  @Option(
      names = "--contracts",
      paramLabel = "DIR",
      description =
          "A folder of contracts of one's own, beside those that ship: "
              + "DIR/openapi.yaml, or DIR/<provider>/openapi.yaml for each provider. May "
              + "be given more than once.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it, concordat.yaml here or in a folder above.")
  @SuppressWarnings("UnusedVariable") // For help; it is read before the commands are.
  private @Nullable Path config;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** The configuration of this run. */
  Config config() {
    return ((Main) Objects.requireNonNull(command).root().userObject()).config();
  }

  /**
   * The contracts that ship, those in the folders, and the hosts that the configuration names.
   *
   * @throws ContractException where one has a mistake
   */
  Contracts contracts() {
    return Contracts.shipped().with(folders).withHosts(config().hosts());
  }

  /**
   * The same contracts, once the providers that options name are known to be among them.
   *
   * @throws UnusableException where there is no contract of one
   */
  Contracts contracts(NamedProviders named) {
    Contracts contracts = contracts();
    for (String provider : named.ids()) {
      if (contracts.of(provider) == null) {
        throw new UnusableException(
            "--provider '%s' is not known; there are %s".formatted(provider, contracts.ids()));
      }
    }
    return contracts;
  }
}
