package dev.concordat.client.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client takes for a secret what the list in {@code spec} says. */
final class SecretsTests {
  static Stream<String> samples() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../spec/secrets.txt"));
    return lines.subList(lines.indexOf("[forms]") + 1, lines.size()).stream()
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.split(" {2,}", -1)[2]);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachFormIsMaskedInAText(String sample) {
    assertThat(Secrets.maskForms("the key " + sample + " is wrong"))
        .doesNotContain(sample.substring(sample.length() - 8))
        .startsWith("the key ")
        .contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "sso-ak",
        "X-Api-Key",
        "api-key",
        "X-Github-Token",
        "Cookie",
        "X-Auth-Token"
      })
  void headersThatHoldCredentials(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Accept", "User-Agent", "X-Bce-Date", "Host"})
  void headersThatHoldNone(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void bothHalvesOfABceKeyAreMasked() {
    String key = "bce-v3/ALTAK-0a1B2c3D4e/0a1b2c3d4e5f60718293";
    assertThat(Secrets.mask("no ALTAK-0a1B2c3D4e and no 0a1b2c3d4e5f60718293", "Bearer " + key))
        .isEqualTo("no *** and no ***");
  }

  @Test
  void ordinaryTextStays() {
    String text = "the task-list of sk-learn is too long; see Bearer authentication";
    assertThat(Secrets.maskForms(text)).isEqualTo(text);
  }
}
