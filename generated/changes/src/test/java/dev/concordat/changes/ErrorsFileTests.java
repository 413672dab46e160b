package dev.concordat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

/** What a provider's errors say goes into its client, or is refused with the line. */
class ErrorsFileTests {
  @TempDir private Path folder;
  private Path contract;

  @BeforeEach
  void write() throws IOException {
    contract = new Change("errs", "errors", new ObjectMapper().createObjectNode()).write(folder);
  }

  private void generate(String errors) throws IOException {
    Files.writeString(contract.resolveSibling("errors.yaml"), errors);
    Clients.generate(contract, "errs", folder.resolve("generated"));
  }

  @Test
  void meaningsFormsAndHeadersAreTheClients() throws IOException {
    generate(
        """
        about: Seen.
        forms: [baidu, flat]
        request-id: [x-its-id]
        codes:
          - {code: 7, means: rate-limit, evidence: seen}
          - {code: slow_down, means: overload, evidence: seen}
        """);

    Path errors =
        Clients.sources(folder.resolve("generated")).stream()
            .filter(file -> file.endsWith("ErrsErrors.java"))
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(errors))
        .contains(
            "ErrorShape.BAIDU, ErrorShape.FLAT",
            "\"x-its-id\"",
            "case \"7\" -> Meaning.RATE_LIMIT;",
            "case \"slow_down\" -> Meaning.OVERLOAD;");
    assertThat(
            Clients.compile(
                Clients.sources(folder.resolve("generated")), folder.resolve("classes")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "codes: [{code: 7, means: rate-limit}, ¶ {code: 8, means: odd}] | 3 | no meaning of a code;"
            + " write one of rate-limit, overload, credentials, temporary, lasting",
        "forms: [flat, ¶ odd] | 3 | no form of an error; write one of nested, flat, oauth",
        "codes: [ | 2 | expected the node content"
      })
  void mistakeIsRefusedWithItsLine(String errors, int line, String says) {
    assertThatThrownBy(() -> generate("about: Seen.\n" + errors.replace("¶", "\n")))
        .hasMessageStartingWith(contract.resolveSibling("errors.yaml") + ":" + line + ": ")
        .hasMessageContaining(says);
    assertThat(folder.resolve("generated/src")).doesNotExist();
  }
}
