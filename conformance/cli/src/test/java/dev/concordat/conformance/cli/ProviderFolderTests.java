package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider is a folder: one that is made up, with parameters in path and query, a key of its own,
 * a union of parts, a stream and errors in a form of its own, is read, emulated, probed and checked
 * from its folder alone.
 */
final class ProviderFolderTests {
  private static final Path PROVIDERS = Path.of("src/test/resources/providers");

  @TempDir private Path folder;

  @Test
  void probeFindsTheEmulatorToFollowItsContract() throws IOException {
    Path recording = folder.resolve("larch.jsonl");

    Run probe =
        Run.of(
            "probe",
            "--emulator",
            "--provider",
            "larch",
            "--contracts",
            PROVIDERS,
            "--record",
            recording);

    assertThat(probe.err()).isEmpty();
    assertThat(probe.out()).contains(" 0 FAIL");
    assertThat(probe.status()).isEqualTo(0);
    assertThat(Files.readString(recording))
        .contains("/agents/ag_7f3/completions")
        .contains("/models?owner=")
        .contains("text/event-stream")
        .contains("4220");
    // Among what was sent is what a server has to refuse.
    Run check =
        Run.of("check", "--contracts", PROVIDERS, "--provider", "larch", "--verbose", recording);
    assertThat(check.out())
        .contains("credential.required", "schema.required")
        .doesNotContain("response.", "operation.unknown");
  }

  @Test
  void checkHoldsExchangesAgainstIt() throws IOException {
    String exchange =
        """
        {"request": {"method": "POST", "url": "https://api.larch.example/v1/agents/%s/completions", \
        "headers": [{"name": "X-Api-Key", "value": "k"}], "postData": {"mimeType": \
        "application/json", "text": "{\\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \
        [{\\"type\\": \\"%s\\", \\"text\\": \\"Hello\\"}]}]}"}}, "response": {"status": 429, \
        "headers": [], "content": {"mimeType": "application/json", "text": \
        "{\\"kind\\": \\"limit\\", \\"detail\\": \\"Too many\\", \\"number\\": 4290}"}}}
        """;
    Path recording = folder.resolve("a.jsonl");

    Files.writeString(recording, exchange.formatted("ag_1", "text"));
    Run good = Run.of("check", "--contracts", PROVIDERS, recording);
    Files.writeString(recording, exchange.formatted("AG", "sound"));
    Run bad = Run.of("check", "--contracts", PROVIDERS, recording);

    assertThat(good.out()).contains("1 conforms");
    assertThat(good.status()).isEqualTo(0);
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.out()).contains("larch completeWithAgent").contains("schema.discriminator");
  }
}
