package dev.concordat.conformance.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.testing.ContractInterceptor;
import dev.concordat.conformance.testing.JudgedExchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is said of each fault, and what the generated clients make of it. Only the emulator has
 * faults, so these are never live.
 */
@ExtendWith(ConcordatExtension.class)
final class FaultTests {
  private interface Check {
    void of(FaultCase fault, Ask ask, Target target) throws Exception;
  }

  private static Stream<DynamicTest> tests(Emulator emulator, Check check) {
    return FaultCase.ALL.stream()
        .flatMap(fault -> fault.asks().map(ask -> test(fault, ask, emulator, check)));
  }

  private static DynamicTest test(FaultCase fault, Ask ask, Emulator emulator, Check check) {
    Target target = Target.emulated(ask.provider(), emulator);
    return dynamicTest(
        "%s, %s: %s, %s".formatted(fault.fault(), ask, fault.rule(ask), target.where()),
        () -> check.of(fault, ask, target));
  }

  @TestFactory
  Stream<DynamicTest> theFilterFailsWithTheRuleForTheFault(Emulator emulator) {
    return tests(emulator, FaultTests::fails);
  }

  private static void fails(FaultCase fault, Ask ask, Target target) {
    ThrowingCallable call =
        () ->
            new RestAssuredCall(target, Concordat.contract(ask.provider()))
                .send(ask, fault.fault());
    switch (fault.rule(ask)) {
      case FaultCase.PASSES -> assertThatCode(call).doesNotThrowAnyException();
      case FaultCase.BREAKS -> assertThatThrownBy(call).isInstanceOf(IOException.class);
      default ->
          assertThatThrownBy(call)
              .isInstanceOf(AssertionError.class)
              .hasMessageContaining("(%s)".formatted(fault.rule(ask)));
    }
  }

  @TestFactory
  Stream<DynamicTest> theClientThrowsWhatTheFaultIsAndTheInterceptorFindsIt(Emulator emulator) {
    return tests(emulator, FaultTests::isThrownAndFound);
  }

  private static void isThrownAndFound(FaultCase fault, Ask ask, Target target) throws Exception {
    ContractInterceptor calls = Concordat.interceptor(ask.provider());
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain
                            .request()
                            .newBuilder()
                            .header(Emulator.FAULT_HEADER, fault.fault())
                            .build()))
            .addNetworkInterceptor(calls)
            .build();
    GeneratedCall client = new GeneratedCall(target, http);

    if (fault.thrown() == null) {
      assertThat(client.send(ask)).isNotNull();
    } else {
      assertThatThrownBy(() -> client.send(ask)).isInstanceOf(fault.thrown());
    }

    assertThat(calls.judged()).hasSize(1);
    List<String> found = rules(calls.judged().get(0));
    switch (fault.rule(ask)) {
      case FaultCase.PASSES -> assertThat(found).isEmpty();
      case FaultCase.BREAKS -> assertThat(found).contains("response.broken");
      default -> assertThat(found).contains(fault.rule(ask));
    }
  }

  private static List<String> rules(JudgedExchange judged) {
    return judged.judgement().findings().stream()
        .filter(finding -> finding.severity() != Severity.DRIFT)
        .map(Finding::rule)
        .toList();
  }
}
