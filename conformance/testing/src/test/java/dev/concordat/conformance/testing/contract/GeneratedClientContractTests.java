package dev.concordat.conformance.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.testing.ContractInterceptor;
import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All providers and all their operations with the generated clients, live where the environment
 * names a server; see {@link Target}.
 */
@ExtendWith(ConcordatExtension.class)
final class GeneratedClientContractTests {
  @TestFactory
  Stream<DynamicTest> whatTheClientSendsAndTakesIsAsTheContractSays(Emulator emulator) {
    return Ask.all().stream()
        .map(
            ask -> {
              Target target = Target.of(ask.provider(), emulator);
              return dynamicTest(ask + ", " + target.where(), () -> conforms(ask, target));
            });
  }

  // What a live server says beyond its documents is for its provider to decide.
  private static void conforms(Ask ask, Target target) throws IOException {
    ContractInterceptor contract = Concordat.interceptor(ask.provider());
    ContractInterceptor calls = target.isLive() ? contract : contract.failOn(Severity.DRIFT);
    // The clients sign and authorize behind the interceptors of the application.
    OkHttpClient http = new OkHttpClient.Builder().addNetworkInterceptor(calls).build();

    assertThat(new GeneratedCall(target, http).send(ask)).isNotNull();

    calls.assertConform();
  }
}
