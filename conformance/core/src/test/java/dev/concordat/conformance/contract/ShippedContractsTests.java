package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

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

  /** As Spectral asks, of conditions too: stock generators take such a list for one of texts. */
  @Test
  void everyArraySaysWhatItsItemsAre() {
    List<String> without = new ArrayList<>();
    int arrays = 0;
    for (Contract contract : Contracts.shipped().all()) {
      Deque<JsonNode> open =
          new ArrayDeque<>(List.of(contract.excerpt(JsonPointer.compile("/components/schemas"))));
      open.add(contract.excerpt(JsonPointer.compile("/paths")));
      for (JsonNode at = open.poll(); at != null; at = open.poll()) {
        JsonNode type = at.path("type");
        boolean isArray =
            type.asString("").equals("array")
                || type.valueStream().anyMatch(each -> each.asString("").equals("array"));
        arrays += isArray ? 1 : 0;
        if (isArray && !at.has("items") && !at.has("prefixItems")) {
          without.add(contract.provider() + ": " + at);
        }
        at.forEach(open::add);
      }
    }

    assertThat(arrays).isGreaterThan(50);
    assertThat(without).isEmpty();
  }
}
