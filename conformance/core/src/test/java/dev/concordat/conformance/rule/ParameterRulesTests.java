package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters in the path and in cookies, as a contract of one's own has them. */
final class ParameterRulesTests {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: Paths, version: "1"}
      servers: [{url: 'https://paths.example/v1'}]
      paths:
        /files/{id}:
          get:
            operationId: getFile
            parameters: [{name: id, in: path, required: true, schema: {type: string, pattern: '^file-[a-z+ ]+$'}}]
            responses: {'204': {description: It.}}
        /pages/{number}/of-{kind}.{form}:
          get:
            operationId: getPage
            parameters:
              - {name: number, in: path, required: true, schema: {type: integer, minimum: 1}}
              - {name: kind, in: path, required: true, schema: {enum: [book, map]}}
              - {name: form, in: path, required: true, schema: {type: string, maxLength: 3}}
            responses: {'204': {description: It.}}
        /sets/{ids}/{where}:
          get:
            operationId: getSet
            parameters:
              - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}, maxItems: 2}}
              - {name: where, in: path, required: true, explode: true, schema: {type: object, properties: {x: {type: integer}}}}
            responses: {'204': {description: It.}}
        /owned/{id}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: integer}}
            - {name: q, in: query, required: true, schema: {type: integer}}
          get:
            operationId: getOwned
            parameters:
              - {name: id, in: path, required: true, schema: {type: string, maxLength: 2}}
              - {name: q, in: query, schema: {type: string}}
            responses: {'204': {description: It.}}
        /sessions:
          get:
            operationId: getSession
            parameters:
              - {name: sid, in: cookie, required: true, schema: {type: string}}
              - {name: theme, in: cookie, schema: {enum: [dark, light]}}
              - {name: seen, in: cookie, schema: {type: array, items: {type: integer}, maxItems: 2}}
              - {name: place, in: cookie, schema: {type: object, properties: {x: {type: integer}, y: {type: integer}}}}
              - {name: token, in: cookie, schema: {type: string, pattern: '^[a-f]+$'}}
            responses: {'204': {description: It.}}
        /files/latest:
          get:
            operationId: getLatest
            parameters: [{name: Accept, in: header, required: true, schema: {const: text/plain}}]
            responses: {'200': {description: It.}}
        /pages/1/of-{kind}.pdf:
          delete:
            operationId: deletePage
            parameters: [{name: kind, in: path, required: true, schema: {type: string}}]
            responses: {'204': {description: It.}}
        /latest:
          get: {operationId: getOther, responses: {'201': {description: It.}}}
        /labels/{label}:
          get:
            operationId: getLabel
            parameters: [{name: label, in: path, required: true, style: label, schema: {type: integer}}]
            responses: {'204': {description: It.}}
        /dotted/{list}/{all}/{of}:
          get:
            operationId: getDotted
            parameters:
              - {name: list, in: path, required: true, style: label, schema: {type: array, items: {type: integer}}}
              - {name: all, in: path, required: true, style: label, explode: true, schema: {type: array, items: {type: integer}}}
              - {name: of, in: path, required: true, style: label, explode: true, schema: {type: object, properties: {x: {type: integer}}}}
            responses: {'204': {description: It.}}
        /matrix/{one}/{list}/{all}/{of}:
          get:
            operationId: getMatrix
            parameters:
              - {name: one, in: path, required: true, style: matrix, schema: {type: integer}}
              - {name: list, in: path, required: true, style: matrix, schema: {type: array, items: {type: integer}}}
              - {name: all, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: integer}}}
              - {name: of, in: path, required: true, style: matrix, explode: true, schema: {type: object, properties: {x: {type: integer}}}}
            responses: {'204': {description: It.}}
      components: {schemas: {}}
      """;

  @TempDir private Path folder;
  private Judge judge;

  @BeforeEach
  void read() throws IOException {
    Path provider = Files.createDirectories(folder.resolve("paths"));
    Files.writeString(provider.resolve("openapi.yaml"), CONTRACT);
    judge = new Judge(new Contracts(List.of()).with(List.of(provider)), "paths");
  }

  private List<String> findings(Judge by, String url) {
    return findings(by, url, Headers.of());
  }

  private List<String> findings(Judge by, String url, Headers headers) {
    return by
        .judge(
            new Exchange(
                new Exchange.Request("GET", url, headers, null),
                new Exchange.Response(204, Headers.of(), null)))
        .findings()
        .stream()
        .map(found -> "%s %s: %s".formatted(found.rule(), found.part(), found.message()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/files/file-a | ",
        "/files/file-a+b | ",
        "/files/file-a%20b?x | query.undocumented request.query.x: the query parameter 'x' is not"
            + " described",
        "/files/fill-a | schema.pattern request.path.id: expected a text that matches ^file-[a-z+"
            + " ]+$; found \"fill-a\"",
        "/pages/2/of-book.pdf | ",
        "/pages/0/of-book.pdf | schema.minimum request.path.number: expected at least 1; found 0",
        "/pages/two/of-map.pdf | schema.type request.path.number: expected integer; found \"two\"",
        "/pages/2/of-globe.pdf | schema.enum request.path.kind: expected one of \"book\", \"map\";"
            + " found \"globe\"",
        "/sets/1,2/x=3 | ",
        "/sets/1,a/x=3 | schema.type request.path.ids: expected integer; found \"a\"",
        "/sets/1,2/x=b | schema.type request.path.where: expected integer; found \"b\"",
        "/owned/ab | ",
        "/owned/ab?q=x | ",
        "/owned/abc | schema.maxLength request.path.id: expected at most 2 characters; found"
            + " \"abc\"",
        "/labels/.7 | ",
        "/labels/.a | schema.type request.path.label: expected integer; found \"a\"",
        "/labels/7 | parameter.style request.path.label: expected a value in the style label; found"
            + " \"7\"",
        "/dotted/.1,2/.1.2/.x=3 | ",
        "/dotted/.1.2/.1/.x=3.y=4 | ",
        "/dotted/.1,b/.1.2/.x=3 | schema.type request.path.list: expected integer; found \"b\"",
        "/dotted/.1/.1.b/.x=3 | schema.type request.path.all: expected integer; found \"b\"",
        "/dotted/.1/.1/.x=b | schema.type request.path.of: expected integer; found \"b\"",
        "/matrix/;one=1/;list=1,2/;all=1;all=2/;x=3;y=4 | ",
        "/matrix/;one=a/;list=1/;all=1/;x=3 | schema.type request.path.one: expected integer;"
            + " found \"a\"",
        "/matrix/;one=1/;list=1,b/;all=1/;x=3 | schema.type request.path.list: expected integer;"
            + " found \"b\"",
        "/matrix/;one=1/;list=1/;all=1;all=b/;x=3 | schema.type request.path.all: expected"
            + " integer; found \"b\"",
        "/matrix/;one=1/;list=1/;all=1/;x=b | schema.type request.path.of: expected integer;"
            + " found \"b\"",
        "/matrix/;two=1/;list=1/;all=1/;x=3 | parameter.style request.path.one: expected a value"
            + " in the style matrix; found \";two=1\"",
        "/matrix/;one=1/;list=1/;all=1/x=3 | parameter.style request.path.of: expected a value"
            + " in the style matrix; found \"x=3\"",
        "/f%69les/file-a | ",
        "/files/file%2Da | "
      })
  void valueInThePathIsJudged(String path, String expected) {
    List<String> wanted = expected == null ? List.of() : List.of(expected);

    assertThat(findings(judge, "https://paths.example/v1" + path)).isEqualTo(wanted);
    assertThat(findings(judge.thorough(), "https://paths.example/v1" + path)).isEqualTo(wanted);
    assertThat(findings(judge, "http://localhost:8000/proxied/v1" + path))
        .as("on another host")
        .isEqualTo(wanted);
  }

  /** OpenAPI 3.1, 4.8.8.2: what is written out goes before what has variables. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/files/latest | getLatest",
        "/files/file-a | getFile",
        "/latest | getOther",
        "/pages/1/of-book.txt | getPage",
        "/pages/1/of-book.pdf | "
      })
  void operationIsThatOfThePathWhichIsWrittenOutFurthest(String path, String operation) {
    for (String base : List.of("https://paths.example/v1", "http://localhost:8000/other/v1")) {
      assertThat(
              judge
                  .judge(
                      new Exchange(
                          new Exchange.Request("GET", base + path, Headers.of(), null),
                          new Exchange.Response(204, Headers.of(), null)))
                  .operation())
          .as(base)
          .isEqualTo(operation);
    }
  }

  /** OpenAPI 3.1, 4.8.12.2.1. */
  @Test
  void parameterThatIsTheHeaderAcceptIsIgnored() {
    assertThat(findings(judge, "https://paths.example/v1/files/latest"))
        .containsExactly(
            "response.status response.status: the status 204 is not described; described are 200");
  }

  @Test
  void slashThatIsEncodedIsNoneOfThePath() {
    assertThat(findings(judge, "https://paths.example/v1/files%2Ffile-a"))
        .singleElement()
        .asString()
        .startsWith(
            "operation.unknown request: GET https://paths.example/v1/files%2Ffile-a is not");
  }

  @Test
  void severalFindingsOfOnePathAreAllTold() {
    assertThat(findings(judge, "https://paths.example/v1/pages/0/of-book.pdfx")).hasSize(2);
  }

  @Test
  void cookieThatHasToBeSentIsMissedWhereOthersAreRecorded() {
    String url = "https://paths.example/v1/sessions";

    assertThat(findings(judge, url, Headers.of("Cookie", "theme=dark; Sid=1")))
        .containsExactly("parameter.required request.cookie.sid: expected sid, which is missing");
    assertThat(findings(judge, url, Headers.of("Cookie", "theme=dark; sid=1"))).isEmpty();
    assertThat(findings(judge, url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sid=1; theme=dark; seen=1,2; x=1; y=2; other=x | ",
        "sid=1; theme=d%61rk | ",
        "sid=1; theme=pink | schema.enum request.cookie.theme: expected one of \"dark\", \"light\"",
        "sid=1; seen=1,a | schema.type request.cookie.seen: expected integer",
        "sid=1; seen=1,2,3 | schema.maxItems request.cookie.seen: expected at most 2 elements",
        "sid=1; x=1; y=b | schema.type request.cookie.place: expected integer",
        "sid=1; token=xyzzyx | schema.pattern request.cookie.token: expected a text that matches"
            + " ^[a-f]+$",
        "sid=***; token=REDACTED | ",
        "sid=WITHHELD; token=WITHHELD | ",
        "WITHHELD; theme=dark | ",
        "*** | ",
        "REDACTED | "
      })
  void valueOfACookieIsJudgedWhereItIsRecorded(String cookies, String expected) {
    List<String> wanted = expected == null ? List.of() : List.of(expected);
    String url = "https://paths.example/v1/sessions";

    assertThat(findings(judge, url, Headers.of("Cookie", cookies))).isEqualTo(wanted);
    assertThat(findings(judge.thorough(), url, Headers.of("Cookie", cookies))).isEqualTo(wanted);
  }
}
