package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.language.ContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each member of a rule over streams and answers counts: without it, some case comes out wrong. */
class SequenceRuleTests {
  private static final List<String> RULES =
      List.of("x-event-stream", "x-when", "x-agreement", "x-error", "x-error-headers");
  private static final List<String> CITATIONS = List.of("x-source", "x-ledger");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas", "qianfan"})
  void withoutAnyMemberOfARuleSomeCaseComesOutWrong(String provider) throws IOException {
    Contract contract = Contracts.shipped().of(provider);
    List<WireCase> cases =
        WireCases.all().stream().filter(wire -> wire.provider().equals(provider)).toList();
    List<JsonPointer> members = new ArrayList<>();
    collect(
        contract.excerpt(JsonPointer.empty()).path("paths"),
        JsonPointer.compile("/paths"),
        members);
    Path copy = copy(provider);

    List<String> survivors = new ArrayList<>();
    for (JsonPointer member : members) {
      if (isOfTheClientAlone(contract, member)) {
        continue;
      }
      write(copy, contract, without(contract.excerpt(JsonPointer.empty()), member));
      if (isUnnoticed(cases)) {
        survivors.add(member.toString());
      }
    }

    assertThat(members).isNotEmpty();
    assertThat(survivors).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas", "qianfan"})
  void withEveryMemberNoCaseComesOutWrong(String provider) throws IOException {
    Contract contract = Contracts.shipped().of(provider);
    write(copy(provider), contract, contract.excerpt(JsonPointer.empty()));
    Contracts contracts = Contracts.read(folder);

    assertThat(WireCases.all().stream().filter(wire -> wire.provider().equals(provider)))
        .isNotEmpty()
        .allMatch(wire -> wire.holds(contracts));
  }

  // Whether the client's sum has what servers send though no schema describes it; no finding is
  // about it.
  private static boolean isOfTheClientAlone(Contract contract, JsonPointer member) {
    JsonPointer rule = member.head().head().head();
    JsonNode name = contract.excerpt(member);
    return member.head().toString().matches(".*/x-event-stream/sum/(latest|ignore)")
        && contract.excerpt(rule).path("undescribed").valueStream().anyMatch(name::equals);
  }

  // JSON is YAML too. A ledger that points at what is deleted would not let the contract through,
  // and no case would have to.
  private Path copy(String provider) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(provider));
    Path shipped = Path.of("../../spec").resolve(provider);
    JsonNode ledger = WireCases.yaml(shipped.resolve("ledger.yaml"));
    for (JsonNode entry : ledger.path("entries")) {
      ((ObjectNode) entry).putArray("contract").add("#/paths");
    }
    Files.writeString(copy.resolve("ledger.yaml"), ledger.toString());
    return copy;
  }

  // All entries are named at the root and nowhere else, since what names one may be deleted, and
  // since they point at nothing else.
  private static void write(Path copy, Contract contract, JsonNode document) throws IOException {
    ObjectNode cited = ((ObjectNode) document).deepCopy();
    cited.findParents("x-ledger").forEach(named -> ((ObjectNode) named).remove("x-ledger"));
    contract.ledger().entries().keySet().forEach(cited.putArray("x-ledger")::add);
    Files.writeString(copy.resolve("openapi.yaml"), cited.toString());
  }

  private boolean isUnnoticed(List<WireCase> cases) throws IOException {
    Contracts contracts;
    try {
      contracts = Contracts.read(folder);
    } catch (ContractException e) {
      return false;
    }
    return cases.stream().allMatch(wire -> wire.holds(contracts));
  }

  // All that stands in a rule, at any depth.
  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> into) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonPointer place = at.appendProperty(member.getKey());
      if (CITATIONS.contains(member.getKey())) {
        continue;
      }
      if (RULES.contains(member.getKey()) || RULES.stream().anyMatch(at.toString()::contains)) {
        into.add(place);
      }
      collect(member.getValue(), place, into);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      JsonPointer place = at.appendIndex(i);
      if (RULES.stream().anyMatch(at.toString()::contains)) {
        into.add(place);
      }
      collect(node.get(i), place, into);
    }
  }

  private static JsonNode without(JsonNode document, JsonPointer member) {
    JsonNode copy = document.deepCopy();
    JsonNode owner = copy.at(member.head());
    if (owner instanceof ArrayNode array) {
      array.remove(member.last().getMatchingIndex());
    } else {
      ((ObjectNode) owner).remove(member.last().getMatchingProperty());
    }
    return copy;
  }
}
