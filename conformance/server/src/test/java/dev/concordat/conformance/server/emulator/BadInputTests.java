package dev.concordat.conformance.server.emulator;

import static dev.concordat.conformance.server.emulator.Caller.status;
import static dev.concordat.conformance.server.emulator.Caller.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Exchange;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTests {
  private static final Emulator EMULATOR = Emulator.start();
  private static final Caller MAAS = new Caller(EMULATOR, "maas");

  @AfterAll
  static void close() {
    EMULATOR.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nothing",
        "{\"model\": \"m\", \"model\": \"m\"}",
        "{\"model\": 1, \"messages\": []}",
        "[]",
        "{\"model\": \"m\", \"n\": 1e999999999, \"messages\": [{\"role\": \"user\", \"content\":"
            + " \"\"}]}"
      })
  void bodyThatIsNoRequestIsRefused(String body) throws Exception {
    Exchange exchange = MAAS.chat(body);

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange)).contains("invalid_request_error").doesNotContain("Exception");
  }

  @Test
  void deepBodyIsRefused() throws Exception {
    Exchange exchange = MAAS.chat("[".repeat(100_000));

    assertThat(status(exchange)).isBetween(400, 415);
    assertThat(text(exchange)).contains("more than is judged");
  }

  @Test
  void bodyThatIsTooLargeIsRefused() throws Exception {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n"
            .formatted("/maas/v1/chat/completions");

    assertThat(raw(head)).startsWith("HTTP/1.1 413").contains("request_too_large");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129, 1_000_000})
  void moreChoicesThanAreMadeAreRefused(int n) throws Exception {
    Exchange exchange =
        new Caller(EMULATOR, "intern")
            .chat("{\"model\": \"m\", \"messages\": [], \"n\": %d}".formatted(n));

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange)).contains("from 1 to 128 choices");
  }

  @Test
  void moreChoicesForAllPromptsThanAreMadeAreRefused() throws Exception {
    String prompts = "\"hello\", ".repeat(999) + "\"hello\"";
    Exchange exchange =
        MAAS.post(
            "/v1/completions",
            "{\"model\": \"m\", \"n\": 128, \"prompt\": [%s]}".formatted(prompts));

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange)).contains("invalid_request_error", "no more than 1024 choices");
  }

  @Test
  void moreTokensForAllChoicesThanAreMadeAreRefused() throws Exception {
    String prompts = "\"%s\", ".formatted("a ".repeat(100)).repeat(15) + "\"a\"";
    Exchange exchange =
        MAAS.post(
            "/v1/completions",
            "{\"model\": \"m\", \"n\": 64, \"prompt\": [%s]}".formatted(prompts));

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange)).contains("invalid_request_error", "no more than 100000 tokens");
  }

  @ParameterizedTest
  @CsvSource({"2, 200", "3, 400"})
  void argumentsOfCallsAreCountedLikeWords(int n, int status) throws Exception {
    Exchange exchange = MAAS.chat(chat("x", "\"n\": %d, \"tools\": [%s]".formatted(n, tool(30))));

    assertThat(status(exchange)).isEqualTo(status);
    assertThat(text(exchange))
        .contains(status == 200 ? "\"tool_calls\"" : "no more than 100000 tokens");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"stream\": true"})
  void argumentsOfMoreTextThanIsMadeAreNotMade(String stream) throws Exception {
    Exchange exchange =
        MAAS.chat(chat("x", "\"n\": 128, \"tools\": [%s]%s".formatted(tool(1_500), stream)));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(text(exchange)).doesNotContain("tool_calls").hasSizeLessThan(500_000);
  }

  @ParameterizedTest
  @CsvSource({"1500, const", "1500, enum"})
  void aLargeValueThatIsListedIsNotMadeOverAndOver(int properties, String keyword)
      throws Exception {
    String large = "\"%s\"".formatted("x".repeat(9_000));
    String listed = keyword.equals("enum") ? "[%s]".formatted(large) : large;
    String names =
        IntStream.range(0, properties).mapToObj("\"p%d\""::formatted).collect(joining(", "));
    String tool =
        """
        {"type": "function", "function": {"name": "f", "parameters": {"type": "object",
          "required": [%s], "additionalProperties": {"%s": %s}}}}
        """
            .formatted(names, keyword, listed);
    Exchange exchange = MAAS.chat(chat("x", "\"tools\": [%s]".formatted(tool)));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(text(exchange)).doesNotContain("tool_calls");
  }

  // A tool with so many arguments of 10,000 characters each.
  private static String tool(int arguments) {
    String properties =
        IntStream.range(0, arguments)
            .mapToObj("\"p%d\": {\"type\": \"string\", \"minLength\": 10000}"::formatted)
            .collect(joining(", "));
    String names =
        IntStream.range(0, arguments).mapToObj("\"p%d\""::formatted).collect(joining(", "));
    return """
    {"type": "function", "function": {"name": "f", "parameters": {"type": "object",
      "properties": {%s}, "required": [%s]}}}
    """
        .formatted(properties, names);
  }

  private static String chat(String content, String more) {
    return "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}], %s}"
        .formatted(content, more);
  }

  @ParameterizedTest
  @CsvSource({"false, 200", "true, 400"})
  void whatIsToldOfTokensIsCountedToo(boolean areTold, int status) throws Exception {
    Exchange exchange =
        MAAS.chat(chat("a ".repeat(300), "\"n\": 64, \"logprobs\": %b".formatted(areTold)));

    assertThat(status(exchange)).isEqualTo(status);
    if (status == 400) {
      assertThat(text(exchange)).contains("no more than 10000 tokens", "logprobs");
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 200", "1001, 400"})
  void namesThatStandInEachEventAreShort(int length, int status) throws Exception {
    Exchange model =
        MAAS.chat(chat("x", "\"n\": 1").replace("\"m\"", '"' + "m".repeat(length) + '"'));
    Exchange tool =
        new Caller(EMULATOR, "azion")
            .chat(
                chat(
                    "x",
                    "\"tools\": [%s]"
                        .formatted(tool(1).replace("\"f\"", '"' + "f".repeat(length) + '"'))));

    assertThat(status(model)).isEqualTo(status);
    assertThat(status(tool)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"100, 200", "101, 400"})
  void noMoreThanSoManyTextsAreLookedForThatStopAnAnswer(int stops, int status) throws Exception {
    String list = "\"zz\", ".repeat(stops - 1) + "\"zz\"";
    Exchange exchange =
        new Caller(EMULATOR, "azion").chat(chat("x", "\"n\": 8, \"stop\": [%s]".formatted(list)));

    assertThat(status(exchange)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"object\", \"required\": [{\"a\": 1}]} | is no name",
        "{\"type\": \"nothing\"} | is no JSON type",
        "{\"$schema\": \"https://example.com/mine\"} | is not read",
        "{\"$ref\": \"https://example.com/x\"} | nothing is fetched"
      })
  void schemaOfAToolThatCannotBeUsedIsRefused(String parameters, String fault) throws Exception {
    Exchange exchange =
        MAAS.chat(
            ("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}],"
                    + " \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\","
                    + " \"parameters\": %s}}]}")
                .formatted(parameters));

    assertThat(status(exchange)).isEqualTo(400);
    assertThat(text(exchange))
        .contains("invalid_request_error", "a schema in the request cannot be used", fault);
  }

  @Test
  void schemaThatFansOutIsAnsweredInWords() throws Exception {
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      String next = "{\"$ref\": \"#/$defs/d%d\"}".formatted(i + 1);
      chain.append("\"d%d\": {\"oneOf\": [%s, %s]}, ".formatted(i, next, next));
    }
    Exchange exchange =
        MAAS.chat(
            ("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}],"
                    + " \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\","
                    + " \"parameters\": {\"$ref\": \"#/$defs/d0\", \"$defs\": {%s\"d25\": {}}}}}]}")
                .formatted(chain));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(text(exchange)).contains("You said: x").doesNotContain("tool_calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /maas/v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n"
      })
  void requestThatIsNoHttpIsRefusedInJson(String request) throws Exception {
    String answer = raw(request);

    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<").doesNotContain("Exception");
  }

  @Test
  void htmlIsNeverSentBack() throws Exception {
    String html = "<script>alert(1)</script>";
    Exchange echo =
        MAAS.chat(
            "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(html, html));
    String path =
        raw(
            "GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted("<script>alert(1)</script>"));

    assertThat(text(echo)).doesNotContain("<script>").contains("\\u003cscript\\u003e");
    assertThat(echo.response().headers().first("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(path).doesNotContain("<script>");
  }

  @Test
  void mediaTypeThatIsNotDescribedIsRefused() throws Exception {
    String answer =
        raw(
            """
            POST /maas/v1/chat/completions HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer concordat-test-token\r
            Content-Type: text/plain\r
            Content-Length: 2\r
            Connection: close\r
            \r
            {}\
            """);

    assertThat(answer).startsWith("HTTP/1.1 415").contains("text/plain is not described");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1, true, true", "HTTP/1.1, false, false", "HTTP/1.0, true, false"})
  void cutStreamIsNoWholeOneWhereTheConnectionIsClosedAnyway(
      String version, boolean isWhole, boolean hasEnd) throws Exception {
    String body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    String answer =
        raw(
            """
            POST /maas/v1/chat/completions %s\r
            Host: localhost\r
            Authorization: Bearer concordat-test-token\r
            Content-Type: application/json\r
            X-Concordat-Fault: %s\r
            Content-Length: %d\r
            Connection: close\r
            \r
            %s\
            """
                .formatted(version, isWhole ? "latency=0" : "cut", body.length(), body));

    assertThat(answer.endsWith("\r\n0\r\n\r\n")).isEqualTo(hasEnd);
    assertThat(answer.contains("Transfer-Encoding: chunked")).isEqualTo(version.endsWith("1"));
  }

  @Test
  void clientThatLeavesInMidStreamDoesNoHarm() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), EMULATOR.port())) {
      String body =
          "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
      String head =
          "POST /maas/v1/chat/completions HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Authorization: Bearer concordat-test-token\r\n"
              + "Content-Type: application/json\r\nX-Concordat-Fault: drip=50\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
    }
    assertThat(status(MAAS.any())).isEqualTo(200);
  }

  private static String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), EMULATOR.port())) {
      socket.setSoTimeout(300_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
