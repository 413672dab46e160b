package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Contracts are not trusted: each mistake is said with its file, its line and what to do. */
final class ContractMistakesTests {
  @TempDir private Path root;

  record Mistake(
      String name,
      String file,
      String replace,
      String by,
      String fileOfMessage,
      String line,
      String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (JsonNode json : TestFiles.read(TestFiles.resource("contracts/mistakes.yaml"))) {
      String file = json.path("file").asString("openapi.yaml");
      mistakes.add(
          new Mistake(
              json.path("name").asString(),
              file,
              json.path("replace").asString(),
              json.path("by").asString(),
              json.path("file-of-message").asString(file),
              json.path("line").asString(""),
              json.path("says").asString()));
    }
    return mistakes;
  }

  @Test
  void contractWithoutMistakesIsRead() throws IOException {
    Contract contract = new AcmeContract(root).read().all().get(0);

    assertThat(contract.operations()).extracting(Operation::id).containsExactly("findThings");
    assertThat(contract.operations().get(0).response(200).content())
        .containsKey("application/json");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsSaidWithFileAndLine(Mistake mistake) throws IOException {
    String good = AcmeContract.good(mistake.file());
    assertThat(good).containsOnlyOnce(mistake.replace());
    String bad = good.replace(mistake.replace(), mistake.by());
    AcmeContract contract = new AcmeContract(root).with(mistake.file(), bad);

    String place =
        "acme/%s%s: "
            .formatted(
                mistake.fileOfMessage(),
                mistake.line().equals("none") ? "" : ":" + line(mistake, good));
    assertThatThrownBy(contract::read)
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(mistake.says());
  }

  private int line(Mistake mistake, String good) throws IOException {
    if (mistake.line().isEmpty()) {
      return lines(good.substring(0, good.indexOf(mistake.replace())));
    }
    String read = Files.readString(root.resolve("acme").resolve(mistake.fileOfMessage()));
    return lines(read.substring(0, read.indexOf(mistake.line())));
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count() + 1;
  }

  @Test
  void bombOfAliasesIsRefusedAtItsFirstAlias() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 50; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(10));
      bomb.append("]\n");
    }

    assertThatThrownBy(new AcmeContract(root).with("openapi.yaml", bomb.toString())::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/openapi.yaml:2: aliases (*a0) are refused; use $ref");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    String deep = "a: " + "[".repeat(100_000);

    assertThatThrownBy(new AcmeContract(root).with("openapi.yaml", deep)::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/openapi.yaml:1: nests deeper than 100 levels");
  }

  @Test
  void hugeFileIsRefused() throws IOException {
    String huge = "a: '" + "x".repeat(1 << 20) + "'";

    assertThatThrownBy(new AcmeContract(root).with("openapi.yaml", huge)::read)
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith("acme/openapi.yaml")
        .hasMessageContaining("code points");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    assertThatThrownBy(new AcmeContract(root).with("ledger.yaml", "# nothing\n")::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/ledger.yaml: the file is empty");
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    AcmeContract contract = new AcmeContract(root);
    Files.write(
        root.resolve("acme/openapi.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF, 0, '\n'});

    assertThatThrownBy(contract::read)
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith("acme/openapi.yaml");
  }

  @Test
  void missingLedgerIsSaidToBe() throws IOException {
    assertThatThrownBy(new AcmeContract(root).without("ledger.yaml")::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/ledger.yaml: there is no such file");
  }

  @Test
  void folderWithoutAContractIsNoProvider() throws IOException {
    assertThat(new AcmeContract(root).without("openapi.yaml").read().all()).isEmpty();
  }

  @Test
  void removingAnyEntryThatAContractNamesFails() throws IOException {
    for (Contract contract : Contracts.read(TestFiles.SPEC).all()) {
      Path folder = TestFiles.SPEC.resolve(contract.provider());
      SourceTree document = tree("openapi.yaml", Files.readString(folder.resolve("openapi.yaml")));
      String ledger = Files.readString(folder.resolve("ledger.yaml"));
      for (String id : contract.ledger().entries().keySet()) {
        int start = ledger.indexOf("  - id: " + id + "\n");
        int end = ledger.indexOf("  - id: ", start + 1);
        assertThat(start).isPositive();
        String without = ledger.substring(0, start) + (end < 0 ? "" : ledger.substring(end));

        assertThatThrownBy(
                () -> LedgerReader.read(contract.provider(), tree("ledger", without), document))
            .isInstanceOf(ContractException.class)
            .hasMessageContaining("x-ledger names '%s', which the ledger does not have", id);
      }
    }
  }

  private static SourceTree tree(String name, String content) {
    return SourceTree.read(
        name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }
}
