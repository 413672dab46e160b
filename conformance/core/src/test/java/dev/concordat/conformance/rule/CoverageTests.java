package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run tells what of the contracts it exercised, what never, and what it did not judge. */
class CoverageTests {
  private static final String URL = "https://chat.intern-ai.org.cn/api/v1/chat/completions";
  private static final String REQUEST =
      "{\"model\":\"internlm3-latest\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}";
  private static final String STREAMED = REQUEST.formatted(",\"stream\":true");
  private static final String CHUNK =
      "{\"id\":\"c\",\"model\":\"internlm3-latest\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":\"%s\"}]}";
  private static final String STREAM =
      "data: %s\n\ndata: %s\n\ndata: [DONE]\n\n"
          .formatted(CHUNK.formatted("Hi", ""), CHUNK.formatted("", "stop"));

  private final Judge judge = new Judge(Contracts.shipped(), null);

  private void judge(String url, String request, int status, @Nullable Body answer) {
    judge.judge(
        new Exchange(
            new Exchange.Request("POST", url, Headers.of(), Body.of("application/json", request)),
            new Exchange.Response(status, Headers.of(), answer)));
  }

  private void judgeStream(String stream) {
    judge(URL, STREAMED, 200, Body.of("text/event-stream", stream));
  }

  private ProviderCoverage intern() {
    return judge.coverage().all().get(0);
  }

  private Coverage.Kind kind(String name) {
    return intern().kinds().stream().filter(kind -> kind.name().equals(name)).findFirst().get();
  }

  private static long size(String... texts) {
    return List.of(texts).stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  @Test
  void aRunThatJudgedNothingCoversNothing() {
    assertThat(judge.coverage().all()).isEmpty();
  }

  @Test
  void onlyProvidersThatWereMetAreCovered() {
    judgeStream(STREAM);

    assertThat(judge.coverage().all())
        .extracting(ProviderCoverage::provider)
        .containsExactly("intern");
  }

  @Test
  void theKindsStandInTheirOrder() {
    judgeStream(STREAM);

    assertThat(intern().kinds())
        .extracting(Coverage.Kind::name)
        .containsExactly(
            "operations", "statuses", "mediaTypes", "schemas", "properties", "values", "branches");
  }

  @Test
  void operationsStatusesAndMediaTypesAreThoseThatWereMet() {
    judgeStream(STREAM);

    assertThat(kind("operations").exercisedNames()).containsExactly("createChatCompletion");
    assertThat(kind("operations").never()).containsExactly("listModels");
    assertThat(kind("statuses").exercisedNames()).containsExactly("createChatCompletion 200");
    assertThat(kind("statuses").never()).containsExactly("listModels 200");
    assertThat(kind("mediaTypes").exercisedNames())
        .containsExactly(
            "createChatCompletion request application/json",
            "createChatCompletion 200 text/event-stream");
    assertThat(kind("mediaTypes").never())
        .contains("createChatCompletion 200 application/json")
        .hasSize(3);
  }

  /** Errors of all statuses and operations are one component of the contract. */
  @Test
  void anAnswerThatSeveralReferToIsExercisedByTheOneThatCame() {
    Judge maas = new Judge(Contracts.shipped(), "maas");
    maas.judge(
        new Exchange(
            new Exchange.Request(
                "POST",
                "https://task.example.com/v1/chat/completions",
                Headers.of(),
                Body.of("application/json", REQUEST.formatted(""))),
            new Exchange.Response(
                503,
                Headers.of(),
                Body.of("application/json", "{\"error\":{\"message\":\"busy\",\"type\":\"t\"}}"))));

    ProviderCoverage coverage = maas.coverage().all().get(0);
    assertThat(coverage.kinds().get(1).exercisedNames())
        .containsExactly("createChatCompletion 5XX");
    assertThat(coverage.kinds().get(2).exercisedNames())
        .containsExactly(
            "createChatCompletion request application/json",
            "createChatCompletion 5XX application/json");
  }

  @Test
  void aStreamExercisesTheSchemasOfItsChunksAndOfWhatTheyAddUpTo() {
    judgeStream(STREAM);

    assertThat(kind("schemas").exercisedNames())
        .contains("ChatCompletionChunk", "ChunkChoice", "Delta", "ChatCompletion", "Choice")
        .contains("ChatCompletionRequest", "UserMessage");
    assertThat(kind("schemas").never())
        .contains("ModelList", "Model", "Tool", "ToolCall", "SystemMessage", "Moderation");
  }

  @Test
  void propertiesAreThoseThatWereThere() {
    judgeStream(STREAM);

    assertThat(kind("properties").exercisedNames())
        .contains("Delta.content", "ChatCompletionChunk.id", "ChatCompletionRequest.stream");
    assertThat(kind("properties").never())
        .contains("Delta.role", "Delta.tool_calls", "ChatCompletionRequest.n");
  }

  @Test
  void valuesAreThoseOfAnEnumThatWereThere() {
    judgeStream(STREAM);

    assertThat(kind("values").exercisedNames())
        .contains(
            "ChunkFinishReason = \"stop\"",
            "ChunkFinishReason = \"\"",
            "FinishReason = \"stop\"",
            "ModelId = \"internlm3-latest\"");
    assertThat(kind("values").never())
        .contains("ChunkFinishReason = \"length\"", "ModelId = \"internlm2.5-latest\"");
  }

  @Test
  void aValueOutsideAnEnumIsNone() {
    judgeStream(STREAM.replace("\"stop\"", "\"done\""));

    assertThat(kind("values").never()).contains("ChunkFinishReason = \"stop\"");
    assertThat(kind("values").items().keySet()).noneMatch(name -> name.contains("done"));
  }

  @Test
  void aValueIsNotedAfterAnyNumberOfUnknownOnes() {
    String models =
        IntStream.range(0, 200)
            .mapToObj(i -> "{\"id\":\"model-%d\",\"object\":\"model\"}".formatted(i))
            .reduce("", (all, next) -> all + next + ",");
    String list =
        "{\"object\":\"list\",\"data\":[%s{\"id\":\"internvl3-78b\",\"object\":\"model\"}]}"
            .formatted(models);

    judge.judge(
        new Exchange(
            new Exchange.Request(
                "GET", URL.replace("/chat/completions", "/models"), Headers.of(), null),
            new Exchange.Response(200, Headers.of(), Body.of("application/json", list))));

    assertThat(kind("values").exercisedNames()).contains("ModelId = \"internvl3-78b\"");
  }

  @Test
  void branchesAreThoseThatAValueMeant() {
    judgeStream(STREAM);

    assertThat(kind("branches").exercisedNames()).contains("Message | UserMessage");
    assertThat(kind("branches").never())
        .contains("Message | SystemMessage", "Message | ToolMessage", "ContentPart | ImagePart");
  }

  @Test
  void allBytesOfAStreamThatIsReadAreJudged() {
    judgeStream(STREAM);

    assertThat(intern().bytesJudged()).isEqualTo(size(STREAMED, STREAM));
    assertThat(intern().bytesNotJudged()).isEmpty();
  }

  @Test
  void bytesOfEventsThatAreNotReadAreNotJudged() {
    String notJson = "data: oops\n";
    String tooLong = "data: " + "x".repeat(9 << 20) + "\n";
    String cut = "data: {";
    String stream = notJson + "\n" + tooLong + "\n" + STREAM + cut;

    judgeStream(stream);

    assertThat(intern().bytesNotJudged())
        .isEqualTo(
            Map.of(
                "json.syntax", size(notJson),
                "stream.too-long", size(tooLong),
                "stream.cut", size(cut)));
    assertThat(intern().bytesJudged())
        .isEqualTo(size(STREAMED, stream) - size(notJson, tooLong, cut));
  }

  @Test
  void bytesOfEventsThatMeetNoSchemaAreNotJudged() {
    String typed = "event: usage\ndata: {}\n";
    String after = "data: {}\n";
    String stream = typed + "\n" + STREAM + after + "\n";
    String none = "{\"id\": \"c\"}\n";

    judgeStream(stream);
    judgeStream(none);

    assertThat(intern().bytesNotJudged())
        .isEqualTo(
            Map.of(
                "stream.event", size(typed),
                "stream.terminator", size(after),
                "stream.empty", size(none)));
    assertThat(intern().bytesJudged())
        .isEqualTo(size(STREAMED, STREAMED, stream) - size(typed, after));
  }

  @Test
  void bytesThatCouldNotBeDecodedAreCounted() {
    String type = "text/event-stream";
    judge(URL, STREAMED, 200, Body.undecoded(type, "body.too-large", "too large", 1L << 30));
    judge(
        URL,
        STREAMED,
        200,
        ContentDecoding.ofText(type, "abc", Headers.of("Content-Encoding", "x")));

    assertThat(intern().bytesNotJudged())
        .isEqualTo(Map.of("body.too-large", 1L << 30, "body.content-encoding", 3L));
  }

  @Test
  void bodiesThatMeetNoSchemaAreNotJudged() {
    judge(URL, STREAMED, 503, Body.of("application/json", "{\"a\":1}"));
    judge(URL, STREAMED, 200, Body.of("text/html", "<p>"));
    judge(URL, STREAMED, 200, Body.of("application/json", "{}"));
    judge(URL, REQUEST.formatted(""), 200, Body.of("application/json", "{"));
    judge(URL.replace("/chat/", "/chats/"), "{}", 200, Body.of("application/json", "[1]"));

    assertThat(intern().bytesNotJudged())
        .isEqualTo(
            Map.of(
                "response.status", 7L,
                "response.media-type", 3L,
                "response.when", 2L,
                "json.syntax", 1L,
                "operation.unknown", 5L));
  }

  @Test
  void whatNoContractIsKnownOfCoversNothing() {
    judge("https://example.com/v2/other", "{}", 200, Body.of("application/json", "{}"));

    assertThat(judge.coverage().all()).isEmpty();
  }

  @Test
  void threadsAddToOneCoverage() {
    IntStream.range(0, 64).parallel().forEach(i -> judgeStream(STREAM));

    assertThat(intern().bytesJudged()).isEqualTo(64 * size(STREAMED, STREAM));
    assertThat(kind("operations").exercised()).isEqualTo(1);
  }

  @Test
  void valuesThatMeetNoDescriptionAreCountedByTheSchemaThatLeavesThemOpen() {
    String tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":%s}}]";
    judge(
        URL, REQUEST.formatted(tools.formatted("{\"a\":[1,2,{}],\"b\":{\"c\":null}}")), 200, null);
    judge(URL, REQUEST.formatted(tools.formatted("{}")), 200, null);

    assertThat(intern().undescribed()).isEqualTo(Map.of("FunctionDefinition.parameters", 4L));
  }
}
