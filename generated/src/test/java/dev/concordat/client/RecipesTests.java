package dev.concordat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.recipes.AskForJson;
import dev.concordat.client.recipes.CallFunctions;
import dev.concordat.client.recipes.FirstChat;
import dev.concordat.client.recipes.HandleErrors;
import dev.concordat.client.recipes.ListModels;
import dev.concordat.client.recipes.SetUp;
import dev.concordat.client.recipes.ShowImage;
import dev.concordat.client.recipes.StreamedChat;
import dev.concordat.client.recipes.TwoProviders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of the README, run against a local server, with what it may answer. */
class RecipesTests {
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));
  private static final String COMPLETION =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"message\":%s,\"finish_reason\":\"%s\",\"logprobs\":null}]}";
  private static final String MESSAGE =
      "{\"role\":\"assistant\",\"content\":\"%s\",\"refusal\":null}";
  private static final LocalServer.Answer TEXT =
      LocalServer.json(String.format(COMPLETION, String.format(MESSAGE, "hello"), "stop"));
  private static final LocalServer.Answer NO_TEXT =
      LocalServer.json(String.format(COMPLETION, String.format(MESSAGE, ""), "stop"));
  private static final LocalServer.Answer CALL =
      LocalServer.json(
          String.format(
              COMPLETION,
              "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\","
                  + "\"type\":\"function\",\"function\":{\"name\":\"get_current_weather\","
                  + "\"arguments\":\"{\\\"location\\\":\\\"Shanghai\\\"}\"}}]}",
              "tool_calls"));
  private static final String CHUNK =
      "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";

  static Stream<Path> programs() throws IOException {
    try (Stream<Path> files =
        Files.list(BASE.resolve("src/test/java/dev/concordat/client/recipes"))) {
      return files
          .filter(file -> Character.isUpperCase(file.getFileName().toString().charAt(0)))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theReadmeShowsThem(Path program) throws IOException {
    String source = Files.readString(program);
    String shown = source.substring(source.indexOf('\n')).strip();

    assertThat(Files.readString(BASE.resolve("README.md"))).contains("```java\n" + shown + "\n```");
  }

  @Test
  void firstChat() {
    assertThat(run(FirstChat::main, TEXT)).isEqualTo("hello\n");
    assertThat(run(FirstChat::main, NO_TEXT)).isEqualTo("\n");
    assertThat(run(FirstChat::main, CALL)).isEqualTo("\n");
  }

  @Test
  void streamedChat() {
    LocalServer.Answer pieces =
        LocalServer.events(
            String.format(CHUNK, "{\"role\":\"assistant\"}", "null")
                + String.format(CHUNK, "{\"content\":\"hel\"}", "null")
                + String.format(CHUNK, "{\"content\":null}", "null")
                + String.format(CHUNK, "{\"content\":\"lo\"}", "\"stop\"")
                + "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"m\",\"choices\":[]}\n\ndata: [DONE]\n\n");

    assertThat(run(StreamedChat::main, pieces)).isEqualTo("hello (stop)\n");
  }

  @Test
  void showImage() {
    assertThat(run(ShowImage::main, TEXT)).isEqualTo("hello\n");
  }

  @Test
  void askForJson() {
    LocalServer.Answer author =
        LocalServer.json(
            String.format(
                COMPLETION, String.format(MESSAGE, "{\\\"name\\\": \\\"Shakespeare\\\"}"), "stop"));
    assertThat(run(AskForJson::main, author)).isEqualTo("\"Shakespeare\"\n");
    try (LocalServer server = LocalServer.answering(author)) {
      AskForJson.main(server.url(), "token");

      assertThat(server.requests().get(0).body())
          .contains(
              "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"author\",")
          .contains("\"required\":[\"name\"]");
    }
  }

  @Test
  void callFunctions() {
    assertThat(run(CallFunctions::main, CALL, CALL, TEXT)).isEqualTo("hello\n");
    assertThat(run(CallFunctions::main, TEXT)).isEqualTo("hello\n");
    assertThat(run(CallFunctions::main, NO_TEXT)).isEqualTo("\n");
  }

  @Test
  void aFunctionsResultIsSentWithItsCall() {
    try (LocalServer server = LocalServer.answering(CALL, TEXT)) {
      CallFunctions.main(server.url(), "token");

      assertThat(server.requests().get(1).body())
          .contains("\"tool_call_id\":\"c1\"")
          .contains("\"content\":\"40 degrees in \\\"Shanghai\\\"\"")
          .contains("\"arguments\":\"{\\\"location\\\":\\\"Shanghai\\\"}\"");
    }
  }

  @Test
  void handleErrors() {
    assertThat(
            run(
                HandleErrors::main,
                LocalServer.status(400, "{\"error\":{\"code\":\"-20048\",\"message\":\"slow\"}}")))
        .isEqualTo("too fast, code -20048, wait null\n");
    assertThat(run(HandleErrors::main, LocalServer.json("{\"id\":7}")))
        .contains("expected a string, found a number at $.id: {\"id\":7}");
    assertThat(run(HandleErrors::main, LocalServer.status(500, "oops")))
        .endsWith("oops, later perhaps\n");
  }

  @Test
  void setUp() {
    String printed =
        run(
            SetUp::main,
            LocalServer.status(
                200,
                "{\"object\":\"list\",\"data\":[]}",
                "Content-Type: application/json",
                "X-Request-Id: r-1"));

    assertThat(printed)
        .contains("listModels")
        .contains("X-Team=[blue]")
        .contains("Authorization=[***]")
        .contains("User-Agent=[concordat-client/")
        .endsWith("200, request r-1\n0 models\n");
  }

  @Test
  void twoProviders() {
    assertThat(run(TwoProviders::main, TEXT, TEXT)).isEqualTo("hello\nhello\n");
  }

  @Test
  void listModels() {
    assertThat(
            run(
                ListModels::main,
                LocalServer.json(
                    "{\"log_id\":\"1\",\"result\":[{\"modelIdStr\":\"am-1\","
                        + "\"modelName\":\"ERNIE\",\"modelVersionList\":[]}]}")))
        .isEqualTo("am-1 ERNIE\n");
  }

  /** In statements of their READMEs' own examples, client and request included. */
  @Test
  void theyAreNoLongerThanThePeers() throws IOException {
    assertThat(statements("FirstChat")).isLessThanOrEqualTo(6); // openai-java 4, langchain4j 1: 6
    assertThat(statements("StreamedChat")).isLessThanOrEqualTo(11); // openai-java 4: 11
    assertThat(statements("ShowImage")).isLessThanOrEqualTo(10); // langchain4j 1: 10
    // openai-java 4: 50, with one function in place of two and without its last question 38.
    assertThat(statements("CallFunctions")).isLessThanOrEqualTo(38);
  }

  // Lines of a program's methods that say something.
  private static long statements(String program) throws IOException {
    Path file = BASE.resolve("src/test/java/dev/concordat/client/recipes/" + program + ".java");
    List<String> lines = Files.readAllLines(file, UTF_8);
    return lines.stream()
        .skip(lines.indexOf("public class " + program + " {") + 1)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("}") && !line.contains("void main("))
        .count();
  }

  private interface Program {
    void run(String... args);
  }

  private static String run(Program program, LocalServer.Answer... answers) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try (LocalServer server = LocalServer.answering(answers)) {
      System.setOut(new PrintStream(printed, true, UTF_8));
      program.run(server.url(), "token", "secret");
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
