package dev.concordat.conformance.contract;

import dev.concordat.language.ContractException;
import dev.concordat.language.ProviderErrors;
import dev.concordat.language.SourceTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Contracts of one's own, in folders beside those that ship. Nothing in them is trusted, and their
 * mistakes are said with the path of the file and the line.
 *
 * <p>Unlike a shipped one, such a contract need not name its sources, and its ledger may be absent.
 */
final class ContractFolders {
  static final String CONTRACT = "openapi.yaml";
  static final String LEDGER = "ledger.yaml";

  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9]*");

  private ContractFolders() {}

  /**
   * Reads what is in the folders, and adds it to other contracts. One of the same provider takes
   * the other's place.
   *
   * @param folders each the folder of a provider, with an {@value #CONTRACT}, or one that has such
   *     folders
   * @throws ContractException where a folder has no contract, two have one of the same provider, or
   *     a contract has a mistake
   */
  static List<Contract> with(List<Contract> others, List<Path> folders) {
    Map<String, Path> own = new LinkedHashMap<>();
    List<ContractException> failures = new ArrayList<>();
    for (Path folder : folders) {
      try {
        providers(folder).forEach(provider -> add(own, provider));
      } catch (ContractException e) {
        failures.add(e);
      }
    }
    Map<String, Contract> all = new TreeMap<>();
    others.forEach(contract -> all.put(contract.provider(), contract));
    try {
      Contracts.each(own.values(), ContractFolders::read)
          .forEach(contract -> all.put(contract.provider(), contract));
    } catch (ContractException e) {
      failures.add(e);
    }
    ContractException.throwAll(failures);
    return List.copyOf(all.values());
  }

  private static void add(Map<String, Path> own, Path provider) {
    Path other = own.put(name(provider), provider);
    if (other != null && !isSame(other, provider)) {
      throw new ContractException(
          "%s and %s are both of the provider '%s'; leave out one of them"
              .formatted(other, provider, name(provider)));
    }
  }

  private static Contract read(Path folder) {
    Path ledger = folder.resolve(LEDGER);
    Path errors = folder.resolve(ProviderErrors.FILE);
    return ContractReader.read(
        name(folder),
        Form.ownContract(),
        () -> tree(folder.resolve(CONTRACT)),
        Files.exists(ledger) ? () -> tree(ledger) : null,
        Files.exists(errors) ? () -> tree(errors) : null);
  }

  private static SourceTree tree(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return SourceTree.readFlawed(file.toString(), in);
    } catch (IOException e) {
      throw new ContractException("%s: cannot be read: %s".formatted(file, reason(e)), e);
    }
  }

  private static List<Path> providers(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ContractException(
          folder
              + (Files.exists(folder)
                  ? ": is no folder; name the folder that has the contract"
                  : ": there is no such folder"));
    }
    if (Files.exists(folder.resolve(CONTRACT))) {
      return List.of(checked(folder));
    }
    List<Path> providers = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      children
          .filter(child -> Files.exists(child.resolve(CONTRACT)))
          .sorted()
          .map(ContractFolders::checked)
          .forEach(providers::add);
    } catch (IOException e) {
      throw new ContractException("%s: cannot be listed: %s".formatted(folder, reason(e)), e);
    }
    if (providers.isEmpty()) {
      throw new ContractException(
          "%s: has no contract; expected %s or <provider>/%s in it"
              .formatted(folder, CONTRACT, CONTRACT));
    }
    return providers;
  }

  private static Path checked(Path folder) {
    if (!PROVIDER.matcher(name(folder)).matches()) {
      throw new ContractException(
          "%s: '%s' cannot be a provider's id; name the folder with small letters and digits"
              .formatted(folder, name(folder)));
    }
    return folder;
  }

  private static String name(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }
}
