package dev.concordat.conformance.testing.contract;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request that the tests send: a file {@code requests/<provider>/<operation>/<name>.json} of its
 * body, empty where it has none. A new one is a new file.
 */
record Ask(String provider, Operation operation, String name, String body) {
  private static final Path FOLDER = Path.of("src/test/resources/requests");

  static final Contracts CONTRACTS = Contracts.shipped();

  static List<Ask> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().map(Ask::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ask of(String provider, String operation, String name) {
    return read(FOLDER.resolve(provider).resolve(operation).resolve(name + ".json"));
  }

  private static Ask read(Path file) {
    Path place = FOLDER.relativize(file);
    Contract contract = CONTRACTS.of(place.getName(0).toString());
    if (contract == null) {
      throw new IllegalArgumentException(file + ": there is no such provider");
    }
    Operation operation =
        contract.operations().stream()
            .filter(each -> each.id().equals(place.getName(1).toString()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(file + ": no such operation"));
    try {
      return new Ask(
          contract.provider(),
          operation,
          place.getName(2).toString().replace(".json", ""),
          Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(provider, operation.id(), name);
  }
}
