package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.CompiledSource;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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

  /** A jar is read by its list, and what is compiled in it is taken for what was written. */
  @Test
  void whatIsCompiledIsWhatWasWritten() throws IOException {
    int compiled = 0;
    for (String name : ShippedFiles.names()) {
      if (name.endsWith(".yaml")) {
        SourceTree written = ShippedFiles.source(name);
        SourceTree read = compiled(name);
        assertThat(read.root()).as(name).isEqualTo(written.root());
        assertSameLines(name, read, written, written.root(), JsonPointer.empty());
        compiled++;
      }
    }
    assertThat(compiled).isGreaterThan(8);
  }

  @Test
  void theListHasAllFiles() throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : ShippedFiles.names()) {
      if (!name.endsWith(".yaml" + CompiledSource.ENDING) && !name.equals(CompiledSource.INDEX)) {
        files.add(name);
      }
    }
    try (InputStream in = resource(CompiledSource.INDEX)) {
      String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(list.lines()).isEqualTo(files).contains("intern/openapi.yaml", "secrets.txt");
    }
  }

  private static SourceTree compiled(String name) throws IOException {
    try (InputStream in = resource(name + CompiledSource.ENDING)) {
      return CompiledSource.read(name, in.readAllBytes());
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        ShippedContractsTests.class.getResourceAsStream("/dev/concordat/spec/" + name), name);
  }

  private static void assertSameLines(
      String name, SourceTree read, SourceTree written, JsonNode node, JsonPointer at) {
    assertThat(read.line(at)).as("%s %s", name, at).isEqualTo(written.line(at));
    node.forEachEntry(
        (key, value) -> assertSameLines(name, read, written, value, at.appendProperty(key)));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      assertSameLines(name, read, written, node.get(i), at.appendIndex(i));
    }
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
