package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonReportTests {
  @TempDir private Path folder;

  private JsonNode report(String... entries) throws IOException {
    Path file = Files.write(folder.resolve("a.jsonl"), java.util.List.of(entries));
    Run run = Run.of("check", "--format", "json", file);
    assertThat(run.err().isEmpty()).isEqualTo(run.status() == 0);
    return new JsonMapper().readTree(run.out());
  }

  @Test
  void reportHasTheDocumentedForm() throws IOException {
    JsonNode report = report(Entries.CONFORMS, Entries.DRIFTS, Entries.VIOLATES);

    assertThat(report.propertyNames())
        .containsExactlyInAnyOrder("version", "summary", "exchanges", "coverage");
    assertThat(report.path("version").intValue()).isEqualTo(1);
    assertThat(report.path("summary").toString())
        .isEqualTo("{\"exchanges\":3,\"conforms\":1,\"drifts\":1,\"unchecked\":0,\"violates\":1}");
    assertThat(report.path("exchanges")).hasSize(3);
    JsonNode exchange = report.at("/exchanges/2");
    assertThat(exchange.propertyNames())
        .containsExactly("file", "index", "provider", "operation", "verdict", "findings");
    assertThat(exchange.path("file").asString()).endsWith("a.jsonl");
    assertThat(exchange.path("index").intValue()).isEqualTo(2);
    assertThat(exchange.path("provider").asString()).isEqualTo("intern");
    assertThat(exchange.path("operation").asString()).isEqualTo("createChatCompletion");
    assertThat(exchange.path("verdict").asString()).isEqualTo("violates");
    assertThat(exchange.path("findings").toString())
        .isEqualTo(
            """
            [{"rule":"schema.enum","severity":"violation","part":"response.body",\
            "pointer":"/choices/0/finish_reason",\
            "message":"expected one of \\"length\\", \\"stop\\", \\"tool_calls\\"; found \\"error\\"",\
            "contract":"intern/openapi.yaml#/components/schemas/FinishReason/enum",\
            "source":"InternLM API, multi-turn chat (多轮对话): \
            Plain answer (非流式请求返回示例), comment on finish_reason (undated)",\
            "count":1,"last":{"part":"response.body","pointer":"/choices/0/finish_reason"}}]\
            """);
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    JsonNode exchange = report("[]", Entries.CONFORMS).at("/exchanges/0");

    assertThat(exchange.path("provider").isNull()).isTrue();
    assertThat(exchange.path("operation").isNull()).isTrue();
    assertThat(exchange.at("/findings/0/contract").isNull()).isTrue();
    assertThat(exchange.at("/findings/0/source").isNull()).isTrue();
    assertThat(exchange.path("verdict").asString()).isEqualTo("unchecked");
  }

  @Test
  void exchangeThatConformsHasNoFindings() throws IOException {
    assertThat(report(Entries.CONFORMS).at("/exchanges/0/findings").toString()).isEqualTo("[]");
  }

  @Test
  void reportIsWholeWhereARecordingCannotBeReadToItsEnd() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.har"), "{\"log\": {\"entries\": [" + Entries.DRIFTS);

    Run run = Run.of("check", "--format", "json", file);

    JsonNode report = new JsonMapper().readTree(run.out());
    assertThat(run.status()).isEqualTo(2);
    assertThat(report.at("/summary/exchanges").intValue()).isEqualTo(2);
    assertThat(report.at("/exchanges/1/findings/0/rule").asString())
        .isEqualTo("recording.unreadable");
  }

  @Test
  void halvesOfCharactersBreakNoReport() throws IOException {
    String hostile = Entries.VIOLATES.replace("error", "\\\\ud800\\\\u0000\\\\u202e");
    Path file = Files.write(folder.resolve("a.jsonl"), List.of(hostile, Entries.DRIFTS));
    Path output = folder.resolve("report.json");

    Run run = Run.of("check", "--format", "json", file, "--output", output);

    JsonNode report = new JsonMapper().readTree(Files.readString(output));
    assertThat(run.status()).isEqualTo(1);
    assertThat(report.path("exchanges")).hasSize(2);
    assertThat(report.at("/exchanges/0/findings/0/message").asString())
        .contains("\\ud800")
        .contains("\u202e");
    assertThat(report.at("/summary/exchanges").intValue()).isEqualTo(2);
  }

  @Test
  void whatTheContractLeavesOpenIsCounted() throws IOException {
    String request =
        """
        {"model": "internlm3-latest", "messages": [], "tools": [{"type": "function", "function": \
        {"name": "f", "parameters": {"type": "object", "required": ["a", "b"]}}}]}\
        """;

    JsonNode undescribed =
        report(
                Entries.entry(request, 200, "{}"),
                Entries.entry(request, 200, "{}"),
                Entries.CONFORMS)
            .at("/coverage/intern/undescribed");

    assertThat(undescribed.toString())
        .isEqualTo("{\"values\":6,\"schemas\":{\"FunctionDefinition.parameters\":6}}");
  }

  @Test
  void controlCharactersAreEscapedAsJsonHasIt() throws IOException {
    JsonNode report = report(Entries.VIOLATES.replace("error", "\\\\u001b[2J"));

    assertThat(report.at("/exchanges/0/findings/0/message").asString())
        .contains("found \"\\u001B[2J\"");
  }
}
