package dev.concordat.conformance.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.ConcordatExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConcordatExtension.class)
final class TargetTests {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CONCORDAT_MAAS_BASE_URL", "https://task.example.com/",
          "CONCORDAT_MAAS_TOKEN", "secret",
          "CONCORDAT_MAAS_MODEL", "qwen2.5");

  @Test
  void aProviderThatTheEnvironmentNamesIsLive(Emulator emulator) {
    Target target = Target.of("maas", emulator, ENVIRONMENT);

    assertThat(target.where()).isEqualTo("live, on https://task.example.com");
    assertThat(target.token()).isEqualTo("secret");
    assertThat(target.body(Ask.of("maas", "createChatCompletion", "whole")))
        .contains("\"model\": \"qwen2.5\"");
  }

  @Test
  void anyOtherIsEmulatedAndSaysSo(Emulator emulator) {
    Target target = Target.of("intern", emulator, ENVIRONMENT);

    assertThat(target.where()).isEqualTo("on the emulator");
    assertThat(target.url()).isEqualTo(emulator.url("intern"));
    Ask ask = Ask.of("intern", "createChatCompletion", "whole");
    assertThat(target.body(ask)).isEqualTo(ask.body());
  }
}
