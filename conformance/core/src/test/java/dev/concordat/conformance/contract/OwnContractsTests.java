package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.language.ContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contracts of one's own stand beside those that ship. */
final class OwnContractsTests {
  private static final Contracts SHIPPED = Contracts.shipped();

  private static final String BARE =
      """
      openapi: 3.1.0
      info: {title: House model, version: "1"}
      servers: [{url: 'https://llm.example.com/v1'}]
      paths:
        /ask:
          post:
            operationId: ask
            responses:
              "200":
                description: The answer.
                content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
      components:
        schemas:
          Answer: {type: object, required: [text], properties: {text: {type: string}}}
      """;

  @TempDir private Path root;

  private Path provider(String name, String contract) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("openapi.yaml"), contract);
    return folder;
  }

  @Test
  void contractNeedsNeitherSourcesNorALedger() throws IOException {
    Path folder = provider("house", BARE);

    Contracts contracts = SHIPPED.with(List.of(folder));

    assertThat(contracts.all())
        .extracting(Contract::provider)
        .containsExactly("azion", "house", "intern", "maas", "qianfan");
    Route route = contracts.route(null, "POST", "https://llm.example.com/v1/ask");
    assertThat(route)
        .isInstanceOfSatisfying(
            Route.Found.class, found -> assertThat(found.operation().id()).isEqualTo("ask"));
  }

  @Test
  void folderOfFoldersHasAContractInEach() throws IOException {
    provider("house", BARE);
    provider("shed", BARE);
    Files.createDirectories(root.resolve("not-a-provider"));

    assertThat(new Contracts(List.of()).with(List.of(root)).all())
        .extracting(Contract::provider)
        .containsExactly("house", "shed");
  }

  @Test
  void contractOfOnesOwnGoesBeforeTheShippedOne() throws IOException {
    Contracts contracts = SHIPPED.with(List.of(provider("maas", BARE)));

    assertThat(contracts.all()).hasSize(SHIPPED.all().size());
    assertThat(contracts.of("maas")).extracting(Contract::title).isEqualTo("House model");
  }

  @Test
  void folderThatIsNamedTwiceIsReadOnce() throws IOException {
    Path folder = provider("house", BARE);

    assertThat(new Contracts(List.of()).with(List.of(folder, root)).all()).hasSize(1);
  }

  @Test
  void twoContractsOfOneProviderAreRefused() throws IOException {
    Path one = provider("one/house", BARE);
    Path two = provider("two/house", BARE);

    assertThatThrownBy(() -> SHIPPED.with(List.of(one, two)))
        .isInstanceOf(ContractException.class)
        .hasMessage("%s and %s are both of the provider 'house'; leave out one of them", one, two);
  }

  @Test
  void ledgerThatIsThereIsHeldAgainstTheContract() throws IOException {
    Path folder = provider("house", BARE);
    Path ledger = Files.writeString(folder.resolve("ledger.yaml"), "provider: shed\nentries: []\n");

    assertThatThrownBy(() -> SHIPPED.with(List.of(folder)))
        .isInstanceOf(ContractException.class)
        .hasMessage(
            "%s:1: this is not the ledger of 'house'\n%s:2: /entries: expected at least 1 element;"
                + " found []",
            ledger, ledger);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ref: '#/components/schemas/Answer' | $ref: 'https://evil.example/a.yaml#/A' | 11",
        "$ref: '#/components/schemas/Answer' | $ref: 'file:///etc/passwd' | 11",
        "$ref: '#/components/schemas/Answer' | $ref: '#/components/schemas/Other' | 11",
        "operationId: ask | operationId: *ask | 7",
        "operationId: ask | operationId: !!java.net.URL ask | 7",
        "description: The answer. | x-evnt-stream: {} | 10",
        "description: The answer. | x-ledger: [house-01] | 10",
        "openapi: 3.1.0 | openapi: 3.0.3 | 1",
        "type: object | type: objekt | 14"
      })
  void mistakeIsSaidWithThePathOfTheFileAndItsLine(String good, String bad, int line)
      throws IOException {
    assertThat(BARE).contains(good);
    Path folder = provider("house", BARE.replace(good, bad));

    assertThatThrownBy(() -> SHIPPED.with(List.of(folder)))
        .isInstanceOf(ContractException.class)
        .hasMessageStartingWith("%s:%d: ".formatted(folder.resolve("openapi.yaml"), line));
  }

  @Test
  void folderWithoutAContractSaysWhatIsExpected() throws IOException {
    Path empty = Files.createDirectories(root.resolve("empty"));

    assertThatThrownBy(() -> SHIPPED.with(List.of(empty)))
        .isInstanceOf(ContractException.class)
        .hasMessage(
            "%s: has no contract; expected openapi.yaml or <provider>/openapi.yaml in it", empty);
    assertThatThrownBy(() -> SHIPPED.with(List.of(root.resolve("none"))))
        .isInstanceOf(ContractException.class)
        .hasMessage("%s: there is no such folder", root.resolve("none"));
    Path file = provider("house", BARE).resolve("openapi.yaml");
    assertThatThrownBy(() -> SHIPPED.with(List.of(file)))
        .isInstanceOf(ContractException.class)
        .hasMessage("%s: is no folder; name the folder that has the contract", file);
    Path odd = provider("My Model", BARE);
    assertThatThrownBy(() -> SHIPPED.with(List.of(odd)))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("'My Model' cannot be a provider's id");
  }

  @ParameterizedTest
  @CsvSource({
    "https://gateway.corp/v1/chat/completions, maas",
    "HTTPS://Gateway.Corp:443/v1/chat/completions, maas",
    "https://gateway.corp:8443/v1/chat/completions, azion",
    "http://a.b.llm.corp/v1/chat/completions, maas",
    "http://[::1]:8000/v1/chat/completions, azion",
    "https://chat.intern-ai.org.cn/api/v1/chat/completions, intern"
  })
  void hostThatIsKnownTellsTheProvider(String url, String provider) {
    Contracts contracts =
        SHIPPED.withHosts(
            Map.of(
                "gateway.corp", "maas",
                "Gateway.corp:8443", "azion",
                "*.llm.corp", "maas",
                "[::1]", "azion"));

    assertThat(contracts.route(null, "POST", url))
        .isInstanceOfSatisfying(
            Route.Found.class,
            found -> assertThat(found.contract().provider()).isEqualTo(provider));
    assertThat(contracts.route("qianfan", "POST", url)).isInstanceOf(Route.Lost.class);
  }

  @Test
  void hostOfAProviderWithoutAContractIsRefused() {
    assertThatThrownBy(() -> SHIPPED.withHosts(Map.of("a.example", "openai")))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("'openai', which has no contract; there are azion, intern");
  }
}
