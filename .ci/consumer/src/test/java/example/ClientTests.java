package example;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.concordat.client.intern.InternClient;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.testing.JudgedExchange;
import dev.concordat.conformance.testing.RecordedExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConcordatExtension.class)
final class ClientTests {
  @Test
  void asksTheEmulator(Emulator emulator) throws Exception {
    try (InternClient client =
        InternClient.builder().baseUrl(emulator.url("intern")).token(emulator.token()).build()) {
      assertFalse(client.listModels().data().isEmpty());
    }
  }

  @RecordedExchanges("src/test/recordings")
  void conforms(JudgedExchange recorded) {
    recorded.assertConforms();
  }
}
