package dev.concordat.client.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser that most tools for OpenAPI stand on reads the contracts, and has nothing to say. */
final class SwaggerParserTests {
  private static final Path SPEC = Path.of("../../spec");

  private static List<Path> contracts() {
    try (Stream<Path> folders = Files.list(SPEC)) {
      return folders
          .map(folder -> folder.resolve("openapi.yaml"))
          .filter(Files::exists)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SwaggerParseResult parse(String contract) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setValidateExternalRefs(true);
    return new OpenAPIV3Parser().readContents(contract, null, options);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void contractIsReadWithoutAMessage(Path contract) throws IOException {
    String text = Files.readString(contract);

    SwaggerParseResult result = parse(text);

    assertThat(result.getMessages()).as("%s", contract).isNullOrEmpty();
    assertThat(result.isOpenapi31()).isTrue();
    assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
    // Each schema is there, and none that a reader would have had to make up.
    assertThat(result.getOpenAPI().getComponents().getSchemas().keySet())
        .containsExactlyElementsOf(schemas(text));
  }

  @Test
  void thereAreFour() {
    assertThat(contracts()).hasSize(4);
  }

  @Test
  void parserHasSomethingToSayOfAMistake() throws IOException {
    String contract = Files.readString(SPEC.resolve("qianfan/openapi.yaml"));

    assertThat(parse(contract.replace("operationId:", "operationID:")).getMessages()).isNotEmpty();
    assertThat(parse(contract.replace("in: header", "in: head")).getMessages()).isNotEmpty();
  }

  // By how far they are indented, so that what reads is not what is read.
  private static List<String> schemas(String contract) {
    String components = contract.substring(contract.indexOf("\n  schemas:\n"));
    return components
        .lines()
        .filter(line -> line.matches(" {4}[A-Z]\\w*:"))
        .map(line -> line.strip().replace(":", ""))
        .toList();
  }
}
