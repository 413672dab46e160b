package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over streams hold under whatever names a contract gives. */
class OwnStreamTests {
  private static final String BEGUN = piece(0, "a", "going") + "," + piece(1, "b", "going");
  private static final String DONE = piece(0, "A", "done") + "," + piece(1, "B", "limit");

  private Judge judge;

  @BeforeEach
  void readContract() throws IOException {
    judge = new Judge(Contracts.read(TestFiles.resource("contracts")), null);
  }

  private static String piece(int slot, String words, String why) {
    return "{\"slot\": %d, \"part\": {\"words\": \"%s\"}, \"why\": \"%s\"}"
        .formatted(slot, words, why);
  }

  private static String action(String input, String why) {
    return ("{\"slot\": 0, \"part\": {\"actions\": [{\"pos\": 0, \"label\": \"f\", \"input\":"
            + " %s}]}, \"why\": \"%s\"}")
        .formatted(input, why);
  }

  private static String outputs(String outputs) {
    return "{\"run\": {\"key\": \"r\"}, \"outputs\": [%s]}".formatted(outputs);
  }

  private List<String> tell(String request, String... events) {
    return judge("tellings", "{\"mode\": \"live\"%s}".formatted(request), events);
  }

  private List<String> judge(String path, String request, String... events) {
    String stream =
        Arrays.stream(events).map("data: %s\n\n"::formatted).collect(Collectors.joining());
    return judge(path, Body.of("application/json", request), Body.of("text/event-stream", stream));
  }

  private List<String> judge(String path, Body request, Body answer) {
    return judge
        .judge(
            new Exchange(
                new Exchange.Request(
                    "POST", "https://zeta.example/v1/" + path, Headers.of(), request),
                new Exchange.Response(200, Headers.of(), answer)))
        .findings()
        .stream()
        .map(
            finding ->
                "%s %s %s".formatted(finding.severity().id(), finding.rule(), finding.part()))
        .toList();
  }

  @Test
  void streamThatFollowsItsContractConforms() {
    assertThat(tell("", outputs(BEGUN), outputs(DONE), "[END]")).isEmpty();
    assertThat(tell(", \"candidates\": 1", outputs(piece(0, "a", "done")), "[END]")).isEmpty();
    assertThat(
            tell(
                ", \"candidates\": 1, \"topics\": [\"x\", \"y\"]",
                outputs(BEGUN),
                outputs(DONE),
                "[END]"))
        .isEmpty();
    assertThat(judge("ticks", "{}", "{\"text\": \"a\", \"key\": \"k\"}", "{\"text\": \"b\"}"))
        .isEmpty();
  }

  @Test
  void trailerCarriesWhateverTheContractSays() {
    assertThat(
            tell(
                "",
                outputs(DONE),
                "{\"run\": {\"key\": \"r\"}, \"outputs\": [], \"cost\": 1.5}",
                "[END]"))
        .isEmpty();
    assertThat(tell("", outputs(DONE), outputs(""), "[END]"))
        .containsExactly("drift stream.trailer response.stream[1]");
  }

  @Test
  void trailerIsKnownByTheListThatTheContractNames(@TempDir Path folder) throws IOException {
    Path zeta = Files.createDirectories(folder.resolve("zeta"));
    Path good = TestFiles.resource("contracts/zeta");
    Files.copy(good.resolve("ledger.yaml"), zeta.resolve("ledger.yaml"));
    Files.writeString(
        zeta.resolve("openapi.yaml"),
        Files.readString(good.resolve("openapi.yaml"))
            .replace("{empty: outputs, carries: cost}", "{empty: asides, carries: cost}")
            .replace(
                "        outputs: {type: array, items: {$ref: '#/components/schemas/OutputPiece'}}",
                "        outputs: {type: array, items: {$ref:"
                    + " '#/components/schemas/OutputPiece'}}\n"
                    + "        asides: {type: array}"));
    judge = new Judge(Contracts.read(folder), null);

    assertThat(tell("", outputs(DONE), "{\"outputs\": [], \"asides\": []}", "[END]"))
        .containsExactly("drift stream.trailer response.stream[1]");
    assertThat(tell("", outputs(DONE), outputs(""), "[END]")).isEmpty();
  }

  @Test
  void schemaOfAnEventMayStandWhereTheNextOpenApiHasIt(@TempDir Path folder) throws IOException {
    readChanged(
        folder,
        contract ->
            contract
                .replace("openapi: 3.1.0", "openapi: 3.2.0")
                .replace(
                    "schema: {$ref: '#/components/schemas/Piece'}",
                    "itemSchema: {$ref: '#/components/schemas/Piece'}")
                .replace(
                    "schema: {$ref: '#/components/schemas/Tick'}",
                    "itemSchema: {$ref: '#/components/schemas/Tick'}"));

    streamThatFollowsItsContractConforms();
    sequenceIsJudgedByTheNamesOfTheContract();
    assertThat(judge("ticks", "{}", "{\"text\": 1}"))
        .containsExactly("violation schema.type response.stream[0]");
  }

  private void readChanged(Path folder, UnaryOperator<String> change) throws IOException {
    Path zeta = Files.createDirectories(folder.resolve("zeta"));
    Path good = TestFiles.resource("contracts/zeta");
    Files.copy(good.resolve("ledger.yaml"), zeta.resolve("ledger.yaml"));
    String contract = Files.readString(good.resolve("openapi.yaml"));
    String changed = change.apply(contract);
    assertThat(changed).isNotEqualTo(contract);
    Files.writeString(zeta.resolve("openapi.yaml"), changed);
    judge = new Judge(Contracts.read(folder), null);
  }

  @Test
  void sequenceIsJudgedByTheNamesOfTheContract() {
    assertThat(tell("", outputs(DONE)))
        .containsExactly("violation stream.terminator response.stream");
    assertThat(tell("", outputs(DONE).replace("\"r\"", "\"q\""), outputs(""), "[END]"))
        .contains("violation stream.stable response.stream[1]");
    assertThat(tell("", outputs(BEGUN), outputs(piece(0, "", "done")), "[END]"))
        .containsExactly("violation stream.finish response.stream[0]");
    assertThat(tell("", outputs(DONE), outputs(BEGUN), "[END]"))
        .contains("violation stream.finish response.stream[1]");
    assertThat(tell("", outputs(BEGUN), "{\"fault\": 1}"))
        .containsExactly("violation stream.error response.stream[1]");
    assertThat(tell("", outputs(piece(0, "", "done")), "[END]"))
        .containsExactly("violation answer.choices response.stream");
    assertThat(tell("", outputs(piece(0, "", "done") + "," + piece(2, "", "done")), "[END]"))
        .containsExactly("violation answer.choices response.stream");
    assertThat(judge("ticks", "{}", "{\"text\": \"a\", \"key\": \"k\"}", "{\"key\": \"l\"}"))
        .containsExactly(
            "violation schema.required response.stream[1]",
            "violation stream.stable response.stream[1]");
  }

  @Test
  void lastValueCountsOfAFieldOfAChoiceToo() {
    String first =
        "{\"slot\": 0, \"part\": {\"words\": \"a\", \"mind\": {\"at\": 1}}, \"mood\": 1}";
    String last =
        "{\"slot\": 0, \"part\": {\"mind\": {\"at\": 2}}, \"mood\": 2, \"why\": \"done\"}";
    assertThat(tell(", \"candidates\": 1", outputs(first), outputs(last), "[END]")).isEmpty();
  }

  @Test
  void argumentsAreToleratedAndCutOffAsTheContractSays() {
    String skills = ", \"candidates\": 1, \"skills\": [{\"label\": \"f\", \"input_schema\": %s}]";
    String any = skills.formatted("{}");
    String needsA = skills.formatted("{\"required\": [\"a\"]}");

    assertThat(tell(needsA, outputs(action("\"{\\\"a\\\": 1}\"", "act")), "[END]")).isEmpty();
    assertThat(tell(needsA, outputs(action("\"{}\"", "act")), "[END]"))
        .containsExactly("violation answer.arguments response.stream");
    assertThat(tell(any, outputs(action("\"oops\"", "act")), "[END]"))
        .containsExactly("drift answer.arguments response.stream");
    assertThat(tell(any, outputs(action("\"{}\"", "done")), "[END]"))
        .containsExactly("violation answer.tool-calls response.stream");
    assertThat(tell(any, outputs(action("\"{}\"", "limit")), "[END]")).isEmpty();
  }

  @Test
  void habitOfChangingIsToleratedOfTheMemberThatTheLedgerNames() {
    assertThat(judge("ticks", "{}", "{\"text\": \"a\", \"at\": 1}", "{\"text\": \"b\", \"at\": 2}"))
        .containsExactly("drift stream.stable response.stream[1]");
  }

  @Test
  void anotherFormIsToleratedWithAllThatIsInIt() {
    String tick = "{\"text\": \"a\", \"state\": %s}";

    assertThat(judge("ticks", "{}", tick.formatted("{\"flat\": 1, \"more\": 2}")))
        .containsExactly("drift schema.required response.stream[0]");
    assertThat(judge("ticks", "{}", tick.formatted("{\"flat\": \"x\", \"more\": 2}")))
        .containsExactly(
            "violation schema.required response.stream[0]",
            "drift field.undocumented response.stream[0]",
            "drift field.undocumented response.stream[0]");
    assertThat(judge("ticks", "{}", tick.formatted("{\"level\": 1, \"more\": 2}")))
        .containsExactly("drift field.undocumented response.stream[0]");
  }

  @Test
  void requestOfAMediaTypeWithoutASchemaIsUnchecked() {
    assertThat(
            judge(
                "tellings",
                Body.of("text/plain", "Hi"),
                Body.of("application/json", "{\"outputs\": []}")))
        .containsExactly("unchecked request.schema request.body");
  }
}
