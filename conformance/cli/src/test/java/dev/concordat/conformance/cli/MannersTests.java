package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

final class MannersTests {
  @TempDir private Path folder;

  @Test
  void explainTellsWhatARuleMeans() {
    Run run = Run.of("explain", "schema.enum");

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out())
        .startsWith("schema.enum  violation, drift")
        .contains("Such as: ", "What to do: ");
    assertThat(Run.of("explain").out().lines()).hasSizeGreaterThan(60);
  }

  @Test
  void ruleThatIsNotThereIsAnsweredWithTheOneThatWasMeant() {
    Run run = Run.of("explain", "schema.enumm");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: there is no rule 'schema.enumm'; did you mean 'schema.enum'?\n");
  }

  @Test
  void doctorSaysWhatItFinds() throws IOException {
    Path config = Files.writeString(folder.resolve("concordat.yaml"), "fail-on: drift");
    Files.writeString(folder.resolve("concordat-baseline.yaml"), "accepted: []");

    Run run = Run.of("doctor", "--config", config);

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out())
        .contains("java ", "config     " + config, "azion, intern, maas, qianfan")
        .contains("0 findings are accepted");
  }

  @Test
  void doctorSaysWhatIsNotWellAndGoesOn() throws IOException {
    Path config = Files.writeString(folder.resolve("concordat.yaml"), "fail-un: drift");

    Run run = Run.of("doctor", "--config", config);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains("NOT WELL: " + config + ":1: fail-un is not known; did you mean 'fail-on'?")
        .contains("contracts  azion, intern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"concordat", "concordat-baseline", "concordat-report"})
  void schemasAreShown(String name) {
    Run run = Run.of("schema", name);

    assertThat(run.status()).isEqualTo(0);
    assertThat(new JsonMapper().readTree(run.out()).path("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(Run.of("schema", "concord").err()).contains("did you mean 'concordat'?");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    new CommandLine(Main.line(Config.NONE).getCommandSpec())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              Run run = Run.of(name, "--help");
              assertThat(run.status()).as(name).isEqualTo(0);
              if (!name.equals("generate-completion")) {
                assertThat(run.out()).as(name).contains("Example", "concordat " + name);
              }
            });
  }

  @Test
  void recordingThatIsNamedTwiceCountsOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), Entries.CONFORMS);
    Path link = Files.createSymbolicLink(folder.resolve("b.jsonl"), file);

    Run run =
        Run.of(
            "check", "--quiet", file, folder, folder.resolve("../" + folder.getFileName()), link);

    assertThat(run.out()).startsWith("1 exchange: 1 conforms");
  }

  @Test
  void completionIsGenerated() {
    Run run = Run.of("generate-completion");

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out()).contains("--write-baseline", "schema.enum", "complete -F");
  }
}
