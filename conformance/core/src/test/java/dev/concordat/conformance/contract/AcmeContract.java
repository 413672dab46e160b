package dev.concordat.conformance.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small contract that tests put mistakes into. */
final class AcmeContract {
  private static final Path GOOD = TestFiles.resource("contracts/acme");

  private final Path root;
  private final Path folder;

  AcmeContract(Path root) throws IOException {
    this.root = root;
    this.folder = Files.createDirectories(root.resolve("acme"));
    for (String name : new String[] {"openapi.yaml", "ledger.yaml"}) {
      Files.writeString(folder.resolve(name), good(name));
    }
  }

  /** The text of one of the two files without a mistake. */
  static String good(String name) throws IOException {
    return Files.readString(GOOD.resolve(name));
  }

  AcmeContract with(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return this;
  }

  AcmeContract without(String name) throws IOException {
    Files.delete(folder.resolve(name));
    return this;
  }

  Contracts read() throws IOException {
    return Contracts.read(root);
  }
}
