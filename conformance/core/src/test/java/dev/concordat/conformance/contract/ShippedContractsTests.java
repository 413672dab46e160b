package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs that start do not verify is verified here. */
final class ShippedContractsTests {
  private static List<Object> told(Contract contract) {
    return List.of(
        contract.provider(),
        contract.schemas().document().toString(),
        contract.operations().stream().map(Operation::pointer).toList(),
        contract.servers(),
        contract.words(),
        contract.schemas().reachableFromComponents().stream().map(SchemaNode::pointer).toList(),
        contract.ledger().entries().values().stream().map(ShippedContractsTests::told).toList());
  }

  private static String told(Ledger.Entry entry) {
    return "%s %s %s %s %d"
        .formatted(
            entry.id(), entry.title(), entry.verdict(), entry.contract(), entry.observed().size());
  }

  @Test
  void contractsThatShipHaveNoMistake() {
    Contracts verified = Contracts.shippedAndVerified();

    assertThat(verified.all()).hasSizeGreaterThan(3);
    assertThat(Contracts.shipped().all().stream().map(ShippedContractsTests::told).toList())
        .isEqualTo(verified.all().stream().map(ShippedContractsTests::told).toList());
  }
}
