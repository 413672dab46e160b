package dev.concordat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.server.emulator.Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider is a folder: whoever has a contract in one gets a client, and nothing else names it.
 */
class ProviderFoldersTests {
  // The made-up provider of the command line's tests.
  private static final Path LARCH =
      Path.of("../../conformance/cli/src/test/resources/providers/larch");
  private static final Path SPEC = Path.of("../../spec");

  @TempDir private Path folder;

  private static void copy(Path provider, Path providers) throws IOException {
    Path to = Files.createDirectories(providers.resolve(provider.getFileName()));
    for (String file : List.of("openapi.yaml", "errors.yaml", "ledger.yaml")) {
      if (Files.exists(provider.resolve(file))) {
        Files.copy(provider.resolve(file), to.resolve(file));
      }
    }
  }

  private Path source(String name) throws IOException {
    Path source = folder.resolve(name + ".java");
    try (InputStream in = getClass().getResourceAsStream(name + ".java.txt")) {
      Files.write(source, Objects.requireNonNull(in).readAllBytes());
    }
    return source;
  }

  @Test
  void theClientOfAFolderTalksToTheEmulatorOfIt() throws Exception {
    Path providers = folder.resolve("providers");
    copy(LARCH, providers);
    copy(SPEC.resolve("maas"), providers);
    Files.createDirectories(providers.resolve("schemas"));
    Path output = folder.resolve("generated");
    Path classes = folder.resolve("classes");

    Clients.generateAll(providers, output);
    List<Path> sources = Clients.sources(output.resolve("src/main/java"));
    assertThat(Clients.compile(sources, classes)).isEmpty();
    Path caller = folder.resolve("caller");
    assertThat(Clients.compile(List.of(source("Larch")), caller, classes)).isEmpty();

    assertThat(output.resolve("src/main/module/module-info.java"))
        .content()
        .contains("exports dev.concordat.client.larch;", "exports dev.concordat.client.maas;")
        .doesNotContain("schemas");
    assertThat(output.resolve("src/main/resources/META-INF/native-image/dev.concordat.client"))
        .isDirectoryContaining("glob:**/larch")
        .isDirectoryContaining("glob:**/maas");
    Contracts contracts = Contracts.shipped().with(List.of(providers.resolve("larch")));
    try (Emulator emulator = Emulator.builder().contracts(contracts).start();
        URLClassLoader loader = Clients.load(caller, classes)) {
      @SuppressWarnings("unchecked") // As it is declared.
      BinaryOperator<String> program =
          (BinaryOperator<String>) loader.loadClass("caller.Larch").getConstructor().newInstance();
      assertThat(program.apply(emulator.url("larch"), emulator.token()))
          .isEqualTo(
              """
              models true
              TextPart ImagePart DocumentPart\s
              2 true
              true 2
              RateLimitException 429
              IncompleteStreamException 200
              AuthenticationException 401\
              """);
    }
  }

  @Test
  void allThatIsWrongWithAllProvidersIsToldAtOnce() throws IOException {
    Path providers = folder.resolve("providers");
    for (String name : List.of("one", "two")) {
      Path contract = providers.resolve(name).resolve("openapi.yaml");
      Files.createDirectories(contract.getParent());
      Files.writeString(contract, "openapi: 2.0.0\npaths: {}\n");
    }

    assertThatThrownBy(() -> Clients.generateAll(providers, folder.resolve("generated")))
        .hasMessageContaining("one/openapi.yaml:1: ")
        .hasMessageContaining("two/openapi.yaml:1: ");
  }

  @Test
  void aFolderWithoutContractsIsRefused() throws IOException {
    Path providers = Files.createDirectories(folder.resolve("providers"));

    assertThatThrownBy(() -> Clients.generateAll(providers, folder.resolve("generated")))
        .hasMessageContaining("none of its folders has an openapi.yaml");
  }

  @Test
  void aFolderWhoseNameIsNoPackageIsRefused() throws IOException {
    Path providers = folder.resolve("providers");
    Files.createDirectories(providers.resolve("New-Provider"));
    Files.copy(
        LARCH.resolve("openapi.yaml"), providers.resolve("New-Provider").resolve("openapi.yaml"));

    assertThatThrownBy(() -> Clients.generateAll(providers, folder.resolve("generated")))
        .hasMessageContaining("'New-Provider' is the name of a package");
  }

  @Test
  void noFileOfTheBuildNamesAProvider() throws IOException {
    List<String> providers;
    try (Stream<Path> folders = Files.list(SPEC)) {
      providers =
          folders
              .filter(each -> Files.exists(each.resolve("openapi.yaml")))
              .map(each -> each.getFileName().toString())
              .toList();
    }
    assertThat(providers).hasSizeGreaterThanOrEqualTo(4);

    for (String file : List.of("../pom.xml", "../generator/pom.xml", "../../pom.xml")) {
      assertThat(Files.readString(Path.of(file)))
          .doesNotContainPattern("\\b(" + String.join("|", providers) + ")\\b");
    }
  }
}
