package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concordat.language.ContractException;
import dev.concordat.language.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Contracts are not trusted: each mistake is said with its file, its line and what to do. */
final class ContractMistakesTests {
  private static final Set<String> TEN =
      Set.of(
          "misspelt extension",
          "parameter somewhere else",
          "reference of a response that leads nowhere",
          "pattern of a credential that is none",
          "discriminator that leads nowhere",
          "constant of another type",
          "tag",
          "remote reference of a schema");

  @TempDir private Path root;

  record Mistake(
      String name,
      String provider,
      String file,
      String replace,
      String by,
      String fileOfMessage,
      String line,
      String says,
      List<String> also) {
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
              json.path("provider").asString("acme"),
              file,
              json.path("replace").asString(),
              json.path("by").asString(),
              json.path("file-of-message").asString(file),
              json.path("line").asString(""),
              json.path("says").asString(),
              json.path("also").valueStream().map(JsonNode::asString).toList()));
    }
    return mistakes;
  }

  @Test
  void contractWithoutMistakesIsRead() throws IOException {
    Contract contract = new MistakenContract(root).read().all().get(0);

    assertThat(contract.operations()).extracting(Operation::id).containsExactly("findThings");
    assertThat(contract.operations().get(0).response(200).content())
        .containsKey("application/json");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsSaidWithFileAndLine(Mistake mistake) throws IOException {
    MistakenContract contract = new MistakenContract(root, mistake.provider());
    String good = contract.good(mistake.file());
    assertThat(good).containsOnlyOnce(mistake.replace());
    contract.with(mistake.file(), good.replace(mistake.replace(), mistake.by()));

    String place =
        "%s/%s%s: "
            .formatted(
                mistake.provider(),
                mistake.fileOfMessage(),
                mistake.line().equals("none") ? "" : ":" + line(mistake, good));
    List<String> told = mistakes(contract);
    assertThat(told).hasSize(1 + mistake.also().size());
    assertThat(told)
        .as("%s with %s: %s", place, mistake.says(), told)
        .filteredOn(each -> each.startsWith(place) && each.contains(mistake.says()))
        .hasSize(1);
    for (String other : mistake.also()) {
      assertThat(told).filteredOn(each -> each.contains(other)).hasSize(1);
    }
  }

  @Test
  void tenMistakesAreNamedInOneRunInTheOrderOfTheFiles() throws IOException {
    String contract = new MistakenContract(root).good("openapi.yaml");
    for (Mistake mistake : mistakes()) {
      if (TEN.contains(mistake.name())) {
        contract = contract.replace(mistake.replace(), mistake.by());
      }
    }
    String ledger =
        new MistakenContract(root)
            .good("ledger.yaml")
            .replace("evidence: [Things were seen.]", "evidence: Things were seen.")
            .replace("Stone/properties/weight", "Stone/properties/wait");

    List<String> told =
        mistakes(
            new MistakenContract(root).with("openapi.yaml", contract).with("ledger.yaml", ledger));

    assertThat(told)
        .containsExactly(
            "acme/openapi.yaml:15: /paths/~1things/post/x-agrement: expected no x-agrement;"
                + " spec/README.md says which extensions there are and where they may stand; did"
                + " you mean 'x-agreement'?",
            "acme/openapi.yaml:18: /paths/~1things/post/parameters/1/in: expected one of \"path\","
                + " \"query\", \"header\", \"cookie\"; found \"body\"; a body is the operation's"
                + " requestBody",
            "acme/openapi.yaml:27: /components/securitySchemes/bearer/x-pattern: expected a text of"
                + " the format regex; found \"^[a-z+$\"; spec/README.md says which extensions there"
                + " are and where they may stand",
            "acme/openapi.yaml:31: $ref: there is nothing at #/components/responses/Nothing;"
                + " references must lead to a place in this file; did you mean"
                + " '#/components/responses/Things'?",
            "acme/openapi.yaml:51: there is no schema at #/components/schemas/Bux; did you mean"
                + " '#/components/schemas/Box'?",
            "acme/openapi.yaml:57: 1 is no string, which is the schema's type",
            "acme/openapi.yaml:58: the tag tag:yaml.org,2002:java.net.URL is refused",
            "acme/openapi.yaml:65: /components/schemas/Box/properties/in/items/$ref: expected a"
                + " text that matches ^#/components/[A-Za-z]+/[A-Za-z0-9._-]+$; found"
                + " \"https://example.org/thing.json\"; what it leads to stands under components of"
                + " this file, and nothing else is fetched",
            "acme/ledger.yaml:8: /entries/0/evidence: expected array; found \"Things were seen.\"",
            "acme/ledger.yaml:18: acme-02 points at #/components/schemas/Stone/properties/wait, and"
                + " acme/openapi.yaml has nothing there");
  }

  private static List<String> mistakes(MistakenContract contract) {
    return catchThrowableOfType(ContractException.class, contract::read).mistakes();
  }

  private int line(Mistake mistake, String good) throws IOException {
    if (mistake.line().isEmpty()) {
      return lines(good.substring(0, good.indexOf(mistake.replace())));
    }
    String read =
        Files.readString(root.resolve(mistake.provider()).resolve(mistake.fileOfMessage()));
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

    assertThatThrownBy(new MistakenContract(root).with("openapi.yaml", bomb.toString())::read)
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("acme/openapi.yaml:2: aliases (*a0) are refused; use $ref\n")
        .satisfies(
            e -> assertThat(((ContractException) e).mistakes()).hasSizeLessThanOrEqualTo(201));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    String deep = "a: " + "[".repeat(100_000);

    assertThatThrownBy(new MistakenContract(root).with("openapi.yaml", deep)::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/openapi.yaml:1: nests deeper than 100 levels");
  }

  @Test
  void hugeFileIsRefused() throws IOException {
    String huge = "a: '" + "x".repeat(1 << 20) + "'";

    assertThatThrownBy(new MistakenContract(root).with("openapi.yaml", huge)::read)
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith("acme/openapi.yaml")
        .hasMessageContaining("code points");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    assertThatThrownBy(new MistakenContract(root).with("ledger.yaml", "# nothing\n")::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/ledger.yaml: the file is empty");
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    MistakenContract contract = new MistakenContract(root);
    Files.write(
        root.resolve("acme/openapi.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF, 0, '\n'});

    assertThatThrownBy(contract::read)
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith("acme/openapi.yaml");
  }

  @Test
  void missingLedgerIsSaidToBe() throws IOException {
    assertThatThrownBy(new MistakenContract(root).without("ledger.yaml")::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("acme/ledger.yaml: there is no such file");
  }

  @Test
  void folderWithoutAContractIsNoProvider() throws IOException {
    assertThat(new MistakenContract(root).without("openapi.yaml").read().all()).isEmpty();
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
                () ->
                    ContractReader.read(
                        contract.provider(),
                        Form.CONTRACT,
                        () -> document,
                        () -> tree("ledger", without),
                        null))
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
