package dev.concordat.conformance.server.emulator;

import static dev.concordat.conformance.server.emulator.Caller.json;
import static dev.concordat.conformance.server.emulator.Caller.status;
import static dev.concordat.conformance.server.emulator.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EmulatorTests {
  private static final Emulator EMULATOR = Emulator.start();

  @AfterAll
  static void close() {
    EMULATOR.close();
  }

  private static Caller caller(String provider) {
    return new Caller(EMULATOR, provider);
  }

  private static String request(String rest) {
    return request("internvl3-78b", rest);
  }

  private static String requestTo(String provider, String rest) {
    return request(
        provider.equals("azion") ? "opengvlab-internvl3-1b-instruct" : "internvl3-78b", rest);
  }

  private static String request(String model, String rest) {
    return """
    {"model": "%s", %s "messages": [
      {"role": "system", "content": "Be brief."},
      {"role": "user", "content": "Where is Ulm?"}]}\
    """
        .formatted(model, rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"stream\": true,"})
  void toolThatTakesATextIsCalledWithOne(String stream) throws Exception {
    Caller caller = caller("maas");
    Exchange exchange =
        caller.chat(
            request(
                stream
                    + """
                    "tools": [{"type": "custom", "custom": {"name": "shell"}}],
                    "tool_choice": {"type": "custom", "custom": {"name": "shell"}},\
                    """));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(text(exchange))
        .contains("\"type\":\"custom\"", "\"name\":\"shell\"", "\"input\":\"");
  }

  @Test
  void functionInTheFormBeforeToolsIsCalled() throws Exception {
    Caller caller = caller("maas");
    Exchange exchange =
        caller.chat(
            request(
                """
                "functions": [{"name": "a"}, {"name": "b", "parameters": {"type": "object",
                  "required": ["at"], "properties": {"at": {"type": "string"}}}}],
                "function_call": {"name": "b"},\
                """));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(json(exchange).at("/choices/0/message/function_call/name").asString())
        .isEqualTo("b");
    assertThat(json(exchange).at("/choices/0/finish_reason").asString()).isEqualTo("function_call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"stream\": true,"})
  void whoAsksHowLikelyTheTokensWereIsTold(String stream) throws Exception {
    Caller caller = caller("maas");
    Exchange exchange = caller.chat(request(stream + "\"logprobs\": true, \"top_logprobs\": 2,"));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(text(exchange)).contains("\"top_logprobs\":[{\"token\":");
  }

  @Test
  void allProvidersAreThere() {
    assertThat(EMULATOR.providers()).contains("azion", "intern", "maas", "qianfan");
    assertThat(EMULATOR.url("intern"))
        .isEqualTo("http://127.0.0.1:" + EMULATOR.port() + "/intern/api/v1");
    assertThat(EMULATOR.url("azion")).endsWith("/azion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas"})
  void plainAnswerConformsAndSaysTheModelAndTheLastWordsOfTheUser(String provider)
      throws Exception {
    Caller caller = caller(provider);
    Exchange exchange = caller.chat(requestTo(provider, ""));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(json(exchange).path("model").asString()).contains("internvl3");
    assertThat(json(exchange).at("/choices/0/message/content").asString())
        .contains("Where is Ulm?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intern", "azion", "maas"})
  void streamConformsAndComesInSeveralPiecesOfInterleavedChoices(String provider) throws Exception {
    Caller caller = caller(provider);
    Exchange exchange = caller.chat(requestTo(provider, "\"stream\": true, \"n\": 3,"));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(exchange.response().headers().first("Content-Type")).startsWith("text/event-stream");
    String stream = text(exchange);
    assertThat(stream.split("\n\n", -1)).hasSizeGreaterThan(12);
    assertThat(stream).endsWith("data: [DONE]\n\n");
    assertThat(stream.indexOf("\"index\":2")).isLessThan(stream.lastIndexOf("\"index\":0"));
  }

  @ParameterizedTest
  @CsvSource({
    "intern,false",
    "intern,true",
    "azion,false",
    "azion,true",
    "maas,false",
    "maas,true"
  })
  void toolIsCalledWithArgumentsThatItsSchemaAllows(String provider, boolean stream)
      throws Exception {
    Caller caller = caller(provider);
    String tools =
        """
        "stream": %s, "tools": [{"type": "function", "function": {"name": "weather", "parameters": {
          "type": "object", "required": ["city", "days", "when"],
          "properties": {
            "city": {"type": "string", "minLength": 12},
            "days": {"type": "integer", "minimum": 3, "multipleOf": 5},
            "when": {"type": "string", "format": "date-time"},
            "unit": {"enum": ["celsius", "fahrenheit"]}}}}}],\
        """
            .formatted(stream);
    Exchange exchange = caller.chat(requestTo(provider, tools));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    assertThat(text(exchange)).contains("\"weather\"");
    if (!stream) {
      JsonNode call = json(exchange).at("/choices/0/message/tool_calls/0/function");
      JsonNode arguments = JsonText.of(call.path("arguments").asString()).value();
      assertThat(arguments.path("days").asInt()).isEqualTo(5);
    }
  }

  @Test
  void wordsFollowTheResultOfATool() throws Exception {
    Exchange exchange =
        caller("maas")
            .chat(
                """
                {"model": "m", "tools": [{"type": "function", "function": {"name": "weather"}}],
                 "messages": [{"role": "user", "content": "Weather?"},
                  {"role": "assistant", "tool_calls": [
                    {"id": "1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "1", "content": "It rains."}]}\
                """);

    assertThat(json(exchange).at("/choices/0/message/content").asString()).contains("It rains.");
  }

  @Test
  void toolThatIsChosenIsTheOneThatIsCalled() throws Exception {
    String tools =
        """
        "tools": [{"type": "function", "function": {"name": "one"}},
          {"type": "function", "function": {"name": "two"}}],
        "tool_choice": {"type": "function", "function": {"name": "two"}},\
        """;
    Exchange exchange = caller("maas").chat(request(tools));

    assertThat(json(exchange).at("/choices/0/message/tool_calls/0/function/name").asString())
        .isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": false}}",
        "{\"type\": \"object\", \"minProperties\": 1000000000}"
      })
  void toolWhoseParametersNothingSatisfiesIsNotCalled(String parameters) throws Exception {
    String tools =
        "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": %s}}],"
            .formatted(parameters);
    Exchange exchange = caller("maas").chat(request(tools));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(text(exchange)).contains("Where is Ulm?").doesNotContain("tool_calls");
  }

  @ParameterizedTest
  @CsvSource({"intern, '\"f\"'", "azion, null", "maas, null"})
  void messageThatCallsHasContentToo(String provider, String content) throws Exception {
    String tools = "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}],";
    JsonNode message = json(caller(provider).chat(request(tools))).at("/choices/0/message");

    assertThat(message.path("tool_calls").size()).isEqualTo(1);
    assertThat(message.path("content")).hasToString(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Ulm\"", "[\"?\", \" Ulm\", \"\"]"})
  void answerEndsBeforeWhatIsToStopIt(String stop) throws Exception {
    Exchange exchange = caller("maas").chat(request("\"stop\": %s,".formatted(stop)));
    JsonNode choice = json(exchange).at("/choices/0");

    assertThat(choice.at("/message/content").asString().strip()).isEqualTo("You said: Where is");
    assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answerIsJsonWhereThatIsAskedFor(boolean stream) throws Exception {
    String format =
        """
        "stream": %s, "response_format": {"type": "json_schema", "json_schema": {"name": "city",
          "schema": {"type": "object", "required": ["inhabitants"],
            "properties": {"inhabitants": {"type": "integer", "minimum": 7000}}}}},\
        """
            .formatted(stream);
    Caller caller = caller("maas");
    Exchange exchange = caller.chat(request(format));

    assertThat(caller.judge(exchange).findings()).isEmpty();
    if (!stream) {
      assertThat(json(exchange).at("/choices/0/message/content").asString())
          .isEqualTo("{\"inhabitants\":7000}");
    }
    JsonNode any = json(caller.chat(request("\"response_format\": {\"type\": \"json_object\"},")));
    assertThat(any.at("/choices/0/message/content").asString())
        .isEqualTo("{\"said\":\"You said: Where is Ulm?\"}");
  }

  @Test
  void answerThatWouldBeLongerThanTheLimitSaysSo() throws Exception {
    JsonNode choice = json(caller("intern").chat(request("\"max_tokens\": 2,"))).at("/choices/0");

    assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
    assertThat(choice.at("/message/content").asString()).isEqualTo("You said:");
  }

  @Test
  void usageComesLastWhereItIsDescribedAndAskedFor() throws Exception {
    String asked = "\"stream\": true, \"stream_options\": {\"include_usage\": true},";
    Exchange maas = caller("maas").chat(request(asked));
    Exchange intern = caller("intern").chat(request(asked));

    assertThat(text(maas)).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":");
    assertThat(caller("maas").judge(maas).findings()).isEmpty();
    assertThat(text(intern)).doesNotContain("usage");
  }

  @Test
  void eachPromptIsContinued() throws Exception {
    Exchange exchange =
        caller("maas")
            .post("/v1/completions", "{\"model\": \"m\", \"n\": 2, \"prompt\": [\"a\", \"b\"]}");

    assertThat(caller("maas").judge(exchange).findings()).isEmpty();
    assertThat(json(exchange).path("choices")).hasSize(4);
  }

  @Test
  void documentedRequestHasItsDocumentedAnswer() throws Exception {
    Exchange models = caller("intern").get("/models");
    Exchange evaluable = caller("qianfan").post(Caller.LIST, "{}");

    assertThat(text(models)).contains("internlm2.5-20b-0719");
    assertThat(text(evaluable)).contains("amv-pzqtzdspm77m");
    assertThat(caller("qianfan").judge(evaluable).findings()).isEmpty();
  }

  @Test
  void answerIsMadeWhereNoRecordingMatches() throws Exception {
    Exchange exchange = caller("qianfan").post(Caller.LIST, "{\"page\": 1}");

    assertThat(json(exchange).path("result")).isNotEmpty();
    assertThat(caller("qianfan").judge(exchange).verdict()).isEqualTo(Verdict.DRIFTS);
  }

  @Test
  void requestThatViolatesIsRefusedInTheFormOfTheProvider() throws Exception {
    String wrong = "{\"model\": \"m\", \"messages\": [{\"role\": \"pirate\", \"content\": \"\"}]}";
    JsonNode intern = json(caller("intern").chat(wrong)).path("error");
    Exchange maas = caller("maas").chat(wrong);
    Exchange qianfan = caller("qianfan").post(Caller.LIST, "[]");

    assertThat(intern.path("code").asString()).isEqualTo("-20077");
    assertThat(intern.path("param").asString()).isEqualTo("messages[0].role");
    assertThat(status(maas)).isEqualTo(400);
    assertThat(caller("maas").judge(maas).findings())
        .allMatch(finding -> finding.part().startsWith("request"));
    assertThat(json(qianfan).path("error_code").isInt()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "concordat-test-token", "Basic YTpi"})
  void tokenThatIsMissingOrWrongIsRefused(String credential) throws Exception {
    for (String provider : List.of("azion", "intern", "maas", "qianfan")) {
      boolean isQianfan = provider.equals("qianfan");
      Exchange exchange =
          caller(provider)
              .send(
                  "POST",
                  isQianfan
                      ? Caller.LIST
                      : provider.equals("intern") ? "/chat/completions" : "/v1/chat/completions",
                  isQianfan ? "{}" : request(""),
                  credential);

      assertThat(status(exchange)).isEqualTo(401);
      assertThat(text(exchange)).doesNotContain(EMULATOR.token()).doesNotContain("wrong\"");
    }
  }

  @Test
  void pathsWorkWithoutTheProvidersNameWhereOneProviderHasThem() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    assertThat(get(client, EMULATOR, "/api/v1/models").statusCode()).isEqualTo(200);
    assertThat(get(client, EMULATOR, "/v1/chat/completions").body())
        .contains("this may be of azion, maas");
    try (Emulator one = Emulator.builder().provider("azion").start()) {
      assertThat(get(client, one, "/v1/chat/completions").statusCode()).isEqualTo(405);
      assertThat(get(client, one, "/nothing").body()).contains("nothing is served here");
    }
  }

  private static HttpResponse<String> get(HttpClient client, Emulator emulator, String path)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + emulator.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + emulator.token()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void portThatIsTakenIsSaid() {
    assertThatThrownBy(() -> Emulator.builder().port(EMULATOR.port()).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1 port " + EMULATOR.port());
  }

  @Test
  void providerWithoutContractIsSaid() {
    assertThatThrownBy(() -> Emulator.builder().provider("acme").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are azion, ");
  }

  @Test
  void nothingAnswersAfterClose() {
    Emulator emulator = Emulator.builder().provider("maas").start();
    emulator.close();
    assertThatThrownBy(() -> new Caller(emulator, "maas").any())
        .isInstanceOf(ConnectException.class);
  }
}
