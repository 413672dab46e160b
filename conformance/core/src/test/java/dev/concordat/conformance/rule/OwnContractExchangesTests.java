package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges of a contract that has what the shipped ones have not. */
final class OwnContractExchangesTests {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: Atlas, version: "1"}
      servers: [{url: 'https://atlas.example'}]
      paths:
        /events:
          get:
            operationId: events/list-all
            responses:
              "200":
                description: Events.
                content:
                  text/event-stream:
                    schema:
                      oneOf: [{$ref: '#/components/schemas/Begun'}, {$ref: '#/components/schemas/Ended'}]
                      discriminator: {propertyName: type, mapping: {begun: '#/components/schemas/Begun', ended: '#/components/schemas/Ended'}}
                    x-event-stream: {name: type}
        /job:
          get:
            operationId: job
            parameters:
              - {name: all, in: query, allowEmptyValue: true, schema: {type: boolean}}
              - {name: some, in: query, schema: {type: boolean}}
            responses:
              "200":
                description: A job.
                content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}
        /lines:
          get:
            operationId: lines
            responses:
              "200": {description: Lines., content: {application/x-ndjson: {schema: {type: string}}}}
      components:
        schemas:
          Begun: {type: object, required: [type, id], properties: {type: {type: string, const: begun}, id: {type: integer}}}
          Ended: {type: object, required: [type], properties: {type: {type: string, const: ended}}}
          Job: {type: object, required: [state], properties: {state: {type: string, enum: [done, failed]}, mark: {type: string, pattern: "^[^]\\\\u{1F600}[[a](?<a_b>x)$"}, error: {type: [string, object], properties: {message: {type: string}}}}}
      """;

  @TempDir private Path folder;
  private Judge judge;

  @BeforeEach
  void read() throws IOException {
    Path atlas = Files.createDirectories(folder.resolve("atlas"));
    Files.writeString(atlas.resolve("openapi.yaml"), CONTRACT);
    judge = new Judge(new Contracts(List.of()).with(List.of(atlas)), "atlas");
  }

  private List<String> findings(String target, String mediaType, String body) {
    Exchange.Request request =
        new Exchange.Request(
            "GET", "https://atlas.example" + target, new Headers.Builder().build(), null);
    Exchange.Response response =
        new Exchange.Response(
            200,
            new Headers.Builder().add("Content-Type", mediaType).build(),
            Body.of(mediaType, body));
    return judge.judge(new Exchange("atlas", null, request, response, false)).findings().stream()
        .map(each -> each.rule() + " " + each.severity().name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"state\":\"done\",\"mark\":\"\\n😀[x\"} |",
        "{\"state\":\"done\",\"mark\":\"\\n😀[y\"} | schema.pattern violation",
        "{\"state\":\"done\",\"mark\":\"\\n😀[x\\n\"} | schema.pattern violation",
      })
  void patternIsOneOfEcma262(String body, String finding) {
    assertThat(findings("/job", "application/json", body))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          begun;{"type":"begun","id":1} | ended;{"type":"ended"} |
          begun;{"type":"begun","id":"1"} | ended;{"type":"ended"} | schema.type violation
          begun;{"type":"begun","id":1} | ping;{"type":"ended"} | stream.event drift
          begun;{"type":"begun","id":1} | ping;{"a":1} | stream.event drift
          begun;{"type":"begun","id":1} | error;{"type":"error"} | stream.error violation
          ended;{"type":"begun","id":1} | begun;{"type":"ended"} | stream.empty violation
          ;{"type":"begun","id":1} | ended;{"type":"ended"} | stream.event drift
          """)
  void eventIsCalledWhatItsDataSay(String first, String second, String finding) {
    StringBuilder stream = new StringBuilder();
    for (String event : List.of(first, second)) {
      String[] parts = event.strip().split(";", 2);
      stream.append(parts[0].isEmpty() ? "" : "event: " + parts[0] + "\n");
      stream.append("data: ").append(parts[1]).append("\n\n");
    }

    assertThat(findings("/events", "text/event-stream", stream.toString()))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"state":"failed","error":"it failed"} |
          {"state":"failed","error":{"message":"it failed"}} |
          {"state":"failed","error":7} | schema.type violation
          {"error":"it failed"} | schema.required violation
          {"message":"it failed"} | response.error violation
          """)
  void errorThatAnAnswerDescribesIsAPartOfIt(String body, String finding) {
    assertThat(findings("/job", "application/json", body))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @ParameterizedTest
  @CsvSource({
    "/job?all,",
    "/job?all=,",
    "/job?all=true,",
    "/job?all=1, schema.type violation",
    "/job?some=, schema.type violation"
  })
  void parameterThatMayBeEmptyNeedsNoValue(String target, String finding) {
    assertThat(findings(target, "application/json", "{\"state\":\"done\"}"))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @Test
  void linesOfJsonAreNoJson() {
    assertThat(findings("/lines", "application/x-ndjson", "{}\n{}\n"))
        .containsExactly("response.schema unchecked");
  }
}
