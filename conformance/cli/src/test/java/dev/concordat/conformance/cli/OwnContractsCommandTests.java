package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract of one's own is used by every command. */
final class OwnContractsCommandTests {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: House model, version: "1"}
      servers: [{url: 'https://llm.example.com/v1'}]
      paths:
        /ask:
          post:
            operationId: ask
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Question'}
            responses:
              "200":
                description: The answer.
                content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
              "400":
                description: Refused.
                content: {application/json: {schema: {$ref: '#/components/schemas/Refusal'}}}
      components:
        schemas:
          Question: {type: object, required: [text], properties: {text: {type: string}}}
          Answer:
            type: object
            required: [text, tokens]
            properties: {text: {type: string}, tokens: {type: integer}}
          Refusal:
            type: object
            required: [error]
            properties: {error: {type: object, required: [message]}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeContract() throws IOException {
    Path house = Files.createDirectories(folder.resolve("contracts/house"));
    Files.writeString(house.resolve("openapi.yaml"), CONTRACT);
  }

  private Path recording(String answer) throws IOException {
    return Files.writeString(
        folder.resolve("a.jsonl"),
        """
        {"request": {"method": "POST", "url": "https://llm.example.com/v1/ask", "headers": [], \
        "postData": {"mimeType": "application/json", "text": "{\\"text\\": \\"a\\"}"}}, \
        "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", \
        "text": "%s"}}}
        """
            .formatted(answer.replace("\"", "\\\"")));
  }

  @Test
  void checkJudgesByIt() throws IOException {
    Path contracts = folder.resolve("contracts");

    Run good =
        Run.of("check", "--contracts", contracts, recording("{\"text\": \"b\", \"tokens\": 1}"));
    Run bad = Run.of("check", "--contracts", contracts, recording("{\"text\": \"b\"}"));

    assertThat(good.status()).isEqualTo(0);
    assertThat(good.out()).contains("1 conforms");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.out())
        .contains("house ask")
        .contains("schema.required")
        .contains("contract: house/openapi.yaml#/components/schemas/Answer");
  }

  @Test
  void contractsListsItBesideTheShippedOnes() {
    Run run = Run.of("contracts", "--contracts", folder.resolve("contracts/house"));

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out())
        .contains("house  House model", "intern  InternLM API")
        .doesNotContain("null");
  }

  @Test
  void driftReportsOnIt() throws IOException {
    Path recording = recording("{\"text\": \"b\", \"tokens\": 1, \"cached\": true}");

    Run run = Run.of("drift", "--contracts", folder.resolve("contracts"), recording);

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out()).contains("house: 1 exchange").contains("Answer.cached  boolean");
  }

  @Test
  void emulatorAndProbeAgreeOnIt() {
    Run run =
        Run.of(
            "probe",
            "--emulator",
            "--provider",
            "house",
            "--contracts",
            folder.resolve("contracts"));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(" 0 FAIL");
    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void mistakeIsWrongUsage() throws IOException {
    Path file = folder.resolve("contracts/house/openapi.yaml");
    Files.writeString(file, CONTRACT.replace("operationId: ask", "operationid: ask"));

    Run run = Run.of("check", "--contracts", folder.resolve("contracts"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("concordat: " + file + ":6: ");
  }

  @Test
  void allMistakesOfAllContractsAreSaidInOneRun() throws IOException {
    Path house = folder.resolve("contracts/house/openapi.yaml");
    Files.writeString(
        house,
        CONTRACT
            .replace("operationId: ask", "operationId: ask\n      operationid: ask")
            .replace("schemas/Refusal'", "schemas/Refuse'"));
    Path shed = Files.createDirectories(folder.resolve("contracts/shed")).resolve("openapi.yaml");
    Files.writeString(shed, CONTRACT.replace("tokens: {type: integer}", "tokens: {typ: integer}"));
    String[] mistakes = {
      house
          + ":8: /paths/~1ask/post/operationid: expected no operationid; did you mean"
          + " 'operationId'?",
      house
          + ":20: $ref: there is nothing at #/components/schemas/Refuse; did you mean"
          + " '#/components/schemas/Refusal'?",
      shed
          + ":26: /components/schemas/Answer/properties/tokens/typ: expected no property of the"
          + " name typ; did you mean 'type'?"
    };

    Run check = Run.of("check", "--contracts", folder.resolve("contracts"));
    Run doctor = Run.of("doctor", "--contracts", folder.resolve("contracts"));

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err().lines())
        .containsExactly(
            "concordat: " + mistakes[0],
            "concordat: " + mistakes[1],
            "concordat: " + mistakes[2],
            "concordat: 3 mistakes in all");
    assertThat(doctor.status()).isEqualTo(2);
    assertThat(doctor.out()).contains("contracts  NOT WELL: 3 mistakes");
    for (String mistake : mistakes) {
      assertThat(doctor.out().lines()).contains("           " + mistake);
    }
  }
}
