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

/** Values in the path are held against the schemas of their parameters. */
final class PathRuleTests {
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
        /labels/{label}:
          get:
            operationId: getLabel
            parameters: [{name: label, in: path, required: true, style: label, schema: {type: integer}}]
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
    return by
        .judge(
            new Exchange(
                new Exchange.Request("GET", url, Headers.of(), null),
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
        "/labels/.a | "
      })
  void valueInThePathIsJudged(String path, String expected) {
    List<String> wanted = expected == null ? List.of() : List.of(expected);

    assertThat(findings(judge, "https://paths.example/v1" + path)).isEqualTo(wanted);
    assertThat(findings(judge.thorough(), "https://paths.example/v1" + path)).isEqualTo(wanted);
    assertThat(findings(judge, "http://localhost:8000/proxied/v1" + path))
        .as("on another host")
        .isEqualTo(wanted);
  }

  @Test
  void severalFindingsOfOnePathAreAllTold() {
    assertThat(findings(judge, "https://paths.example/v1/pages/0/of-book.pdfx")).hasSize(2);
  }
}
