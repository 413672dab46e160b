package dev.concordat.conformance.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.testing.ContractFilter;
import dev.concordat.conformance.verdict.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All providers and all their operations with REST Assured, live where the environment names a
 * server; see {@link Target}.
 */
@ExtendWith(ConcordatExtension.class)
final class RestAssuredContractTests {
  @TestFactory
  Stream<DynamicTest> eachRequestIsAnsweredAsTheContractSays(Emulator emulator) {
    return Ask.all().stream()
        .map(
            ask -> {
              Target target = Target.of(ask.provider(), emulator);
              return dynamicTest(ask + ", " + target.where(), () -> isAnswered(ask, target));
            });
  }

  // What a live server says beyond its documents is for its provider to decide.
  private static void isAnswered(Ask ask, Target target) {
    ContractFilter contract = Concordat.contract(ask.provider());
    ContractFilter filter = target.isLive() ? contract : contract.failOn(Severity.DRIFT);

    assertThat(new RestAssuredCall(target, filter).send(ask).statusCode()).isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> aRequestThatViolatesIsRefused(Emulator emulator) {
    return Ask.all().stream()
        .filter(ask -> ask.body().contains("\"user\""))
        .map(
            ask -> {
              Target target = Target.of(ask.provider(), emulator);
              return dynamicTest(ask + ", " + target.where(), () -> isRefused(ask, target));
            });
  }

  private static void isRefused(Ask ask, Target target) {
    Ask wrong =
        new Ask(ask.provider(), ask.operation(), ask.name(), ask.body().replace("user", "nobody"));

    assertThatThrownBy(
            () -> new RestAssuredCall(target, Concordat.contract(ask.provider())).send(wrong))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("violation in request.body at /messages/0");
    assertThat(new RestAssuredCall(target).send(wrong).statusCode()).isBetween(400, 499);
  }

  @Test
  void everyOperationHasARequest() {
    List<String> asked =
        Ask.all().stream().map(ask -> ask.provider() + " " + ask.operation().id()).toList();

    List<String> described =
        Ask.CONTRACTS.all().stream()
            .flatMap(c -> c.operations().stream().map(o -> c.provider() + " " + o.id()))
            .toList();

    assertThat(asked).containsAll(described);
  }

  // No contract says that a server has to ask for one, so this is the emulator's alone.
  @TestFactory
  Stream<DynamicTest> withoutACredentialItIsRefused(Emulator emulator) {
    return Ask.all().stream()
        .filter(ask -> ask.name().equals("whole"))
        .map(
            ask -> {
              Target target = Target.emulated(ask.provider(), emulator).withoutCredentials();
              return dynamicTest(
                  ask + ", " + target.where(),
                  () ->
                      assertThat(new RestAssuredCall(target).send(ask).statusCode())
                          .isGreaterThanOrEqualTo(400));
            });
  }
}
