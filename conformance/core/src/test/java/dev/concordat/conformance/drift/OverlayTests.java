package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.drift.Drift.Kind;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OverlayTests {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"undocumented-fields.jsonl", "undocumented-in-streams.jsonl"})
  void patchedContractDescribesTheFieldsOfTheSameRecordings(String name) throws Exception {
    Drift before = DriftCases.drifts(name).get(0);
    assertThat(before.undocumented(Kind.FIELD)).isNotEmpty();

    Contracts patched = patched(before);

    Drift after = DriftCases.drifts(name, patched).get(0);
    assertThat(after.undocumented(Kind.FIELD)).isEmpty();
    assertThat(after.undocumented(Kind.TYPE)).isEmpty();
  }

  @Test
  void patchedContractListsTheValuesOfTheSameRecordings() throws Exception {
    Drift before = DriftCases.drifts("undocumented-values.jsonl").get(0);

    Drift after = DriftCases.drifts("undocumented-values.jsonl", patched(before)).get(0);

    // What needs another branch or another constant is more than a value in a list.
    assertThat(after.undocumented(Kind.VALUE))
        .extracting(Drift.Undocumented::pointer)
        .containsExactlyInAnyOrder(
            "#/components/schemas/Message/discriminator",
            "#/components/schemas/Model/properties/object/const");
  }

  @Test
  void piecesOfATextAddUpInThePatchedContract() throws Exception {
    String name = "undocumented-in-streams.jsonl";
    Contracts patched = patched(DriftCases.drifts(name).get(0));
    Judge judge = new Judge(patched, null);

    try (RecordingReader reader = RecordingReader.open(DriftCases.folder().resolve(name))) {
      RecordingReader.Read entry = (RecordingReader.Read) reader.next();
      assertThat(judge.judge(entry.exchange()).findings())
          .extracting(Finding::rule)
          .containsOnly("stream.event");
    }
  }

  @Test
  void fieldsThatChangeWithinAStreamDoNotContradictThePatchedContract() throws Exception {
    String name = "changing-in-streams.jsonl";
    Judge judge = new Judge(patched(DriftCases.drifts(name).get(0)), null);

    try (RecordingReader reader = RecordingReader.open(DriftCases.folder().resolve(name))) {
      RecordingReader.Read entry = (RecordingReader.Read) reader.next();
      assertThat(judge.judge(entry.exchange()).findings()).isEmpty();
    }
  }

  @Test
  void newFieldsNameTheRecordingsAsTheirSource() throws Exception {
    Drift drift = DriftCases.drifts("undocumented-fields.jsonl").get(0);

    Contract patched = patched(drift).of("intern");

    assertThat(patched.source("#/components/schemas/AssistantMessage/properties/reasoning_content"))
        .isEqualTo(
            "Recorded exchanges: createChatCompletion response.body"
                + " /choices/*/message/reasoning_content (2025-03-04)");
  }

  @Test
  void nullableFieldsHaveBothTypes() throws Exception {
    JsonNode fields = fieldsOf("AssistantMessage", "undocumented-fields.jsonl");

    assertThat(fields.at("/reasoning_content/type"))
        .isEqualTo(JsonMapper.shared().readTree("[\"string\", \"null\"]"));
  }

  @Test
  void fieldsThatWereOnlyNullHaveNoType() throws Exception {
    JsonNode fields = fieldsOf("Choice", "undocumented-fields.jsonl");

    assertThat(fields.path("logprobs").has("type")).isFalse();
    assertThat(fields.at("/logprobs/description").stringValue()).contains("Only null was seen.");
  }

  @Test
  void wholeAndBrokenNumbersAreNumbers() throws Exception {
    JsonNode fields = fieldsOf("ChatCompletion", "undocumented-fields.jsonl");

    assertThat(fields.at("/score/type").stringValue()).isEqualTo("number");
  }

  @Test
  void objectsAreProposedOpen() throws Exception {
    JsonNode fields = fieldsOf("ChatCompletion", "undocumented-fields.jsonl");

    assertThat(fields.at("/usage/type").stringValue()).isEqualTo("object");
    assertThat(fields.at("/usage/additionalProperties").booleanValue()).isTrue();
  }

  @Test
  void requiredIsRemarkedOnAndNotChanged() throws Exception {
    Overlay overlay = Overlay.of(DriftCases.drifts("presence.jsonl").get(0));

    assertThat(overlay.isEmpty()).isTrue();
    assertThat(overlay.remarks())
        .containsExactly(
            "#/components/schemas/ChatCompletion: created is not required; none of 2 objects"
                + " lacked it",
            "#/components/schemas/ChatCompletion: id is required; 1 of 2 objects lacked it",
            "#/components/schemas/ChunkChoice: finish_reason is required; 1 of 2 objects lacked"
                + " it (intern-15)");
  }

  @Test
  void toleratedHabitsAreNotProposed() throws Exception {
    Overlay overlay = Overlay.of(DriftCases.drifts("undocumented-values.jsonl").get(0));

    assertThat(overlay.yaml()).doesNotContain("ChunkFinishReason");
    assertThat(overlay.remarks())
        .contains(
            "#/components/schemas/ChunkFinishReason/type: the type null is not described,"
                + " seen once in 1 exchange (intern-15)");
  }

  @Test
  void namesAndValuesThatLookLikeSecretsAreNotProposed() throws Exception {
    Overlay overlay = Overlay.of(DriftCases.drifts("secrets.jsonl").get(0));

    assertThat(overlay.yaml() + overlay.remarks()).doesNotContain("CANARY");
    assertThat(overlay.remarks())
        .contains(
            "#/components/schemas/ChatCompletion: the field (a name of 31 characters) is not"
                + " described, seen once in 1 exchange");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "on",
        "1",
        "a: b\n- c",
        "'quoted'",
        "x-thing",
        "$ref",
        "#",
        "a\u2028b",
        "思考",
        "~/"
      })
  void strangeNamesStayTheNamesTheyAre(String name) throws Exception {
    ObjectNode answer =
        (ObjectNode)
            JsonMapper.shared()
                .readTree("{\"id\":\"1\",\"model\":\"internlm3-latest\",\"choices\":[]}");
    answer.put(name, 1);
    Drift drift = drift(answer.toString(), DriftCases.CONTRACTS);
    assertThat(drift.undocumented(Kind.FIELD)).hasSize(1);

    Drift after = drift(answer.toString(), patched(drift));

    assertThat(after.undocumented(Kind.FIELD)).isEmpty();
  }

  @Test
  void documentHasTheFormOfAnOverlay() throws Exception {
    String yaml = Overlay.of(DriftCases.drifts("undocumented-fields.jsonl").get(0)).yaml();

    JsonNode overlay = OverlayApplier.yaml(yaml);
    assertThat(overlay.propertyNames()).containsExactly("overlay", "info", "extends", "actions");
    assertThat(overlay.path("overlay").stringValue()).isEqualTo("1.0.0");
    assertThat(overlay.at("/info/title").stringValue()).isNotBlank();
    assertThat(overlay.at("/info/version").isString()).isTrue();
    assertThat(overlay.path("extends").stringValue()).isEqualTo("intern/openapi.yaml");
    assertThat(overlay.path("actions"))
        .isNotEmpty()
        .allSatisfy(
            action ->
                assertThat(action.propertyNames())
                    .containsExactly("target", "description", "update"));
  }

  private Contracts patched(Drift drift) throws Exception {
    return OverlayApplier.patched(drift.contract().provider(), Overlay.of(drift).yaml(), folder);
  }

  private static JsonNode fieldsOf(String schema, String name) throws Exception {
    JsonNode overlay = OverlayApplier.yaml(Overlay.of(DriftCases.drifts(name).get(0)).yaml());
    for (JsonNode action : overlay.path("actions")) {
      String target = action.path("target").stringValue();
      if (target.equals("$.components.schemas.%s.properties".formatted(schema))) {
        return action.path("update");
      }
    }
    throw new AssertionError("no action for " + schema);
  }

  private static Drift drift(String answer, Contracts contracts) throws Exception {
    ObjectNode entry =
        (ObjectNode)
            JsonMapper.shared()
                .readTree(
                    """
                    {"_provider": "intern",
                     "request": {"method": "POST", "url": "/chat/completions"},
                     "response": {"status": 200, "content": {"mimeType": "application/json"}}}
                    """);
    ((ObjectNode) entry.at("/response/content")).put("text", answer);
    byte[] line = entry.toString().getBytes(StandardCharsets.UTF_8);
    List<Drift> drifts = DriftCases.drifts("one.jsonl", new ByteArrayInputStream(line), contracts);
    return drifts.get(0);
  }
}
