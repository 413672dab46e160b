package dev.concordat.conformance.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A contract that tests put mistakes into: that of acme, which is small, or one that ships. */
final class MistakenContract {
  private final Path root;
  private final String provider;
  private final Path folder;

  MistakenContract(Path root) throws IOException {
    this(root, "acme");
  }

  MistakenContract(Path root, String provider) throws IOException {
    this.root = root;
    this.provider = provider;
    this.folder = Files.createDirectories(root.resolve(provider));
    for (String name : new String[] {"openapi.yaml", "ledger.yaml", "errors.yaml"}) {
      if (Files.exists(good().resolve(name))) {
        Files.writeString(folder.resolve(name), good(name));
      }
    }
  }

  private Path good() {
    return provider.equals("acme")
        ? TestFiles.resource("contracts/acme")
        : TestFiles.SPEC.resolve(provider);
  }

  /** The text of one of the files without a mistake. */
  String good(String name) throws IOException {
    return Files.readString(good().resolve(name));
  }

  MistakenContract with(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return this;
  }

  MistakenContract without(String name) throws IOException {
    Files.delete(folder.resolve(name));
    return this;
  }

  Contracts read() throws IOException {
    return Contracts.read(root);
  }
}
