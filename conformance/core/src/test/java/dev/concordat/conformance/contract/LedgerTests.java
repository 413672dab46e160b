package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LedgerTests {
  private static List<Integer> numbers() {
    return Contracts.shipped().all().stream()
        .flatMap(contract -> contract.ledger().entries().keySet().stream())
        .map(id -> Integer.valueOf(id.substring(id.indexOf('-') + 1)))
        .toList();
  }

  @Test
  void numbersRunOnOverAllProviders() {
    assertThat(numbers()).doesNotHaveDuplicates();
  }

  @Test
  void everyNumberedContradictionIsDecided() {
    assertThat(numbers()).containsAll(IntStream.rangeClosed(1, 70).boxed().toList());
  }

  @Test
  void entriesStandInTheOrderOfTheirNumbers() {
    for (Contract contract : Contracts.shipped().all()) {
      assertThat(contract.ledger().entries().keySet().stream().map(LedgerTests::number).toList())
          .isSorted();
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }
}
