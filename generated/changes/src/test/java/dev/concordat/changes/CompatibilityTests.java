package dev.concordat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Callers' code that was compiled against the client of a contract runs on the client of the same
 * contract with a parameter, a field, an enum value or a union branch more, and does the same. So
 * japicmp says of all that such code may use; its reports are in {@code target/japicmp}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompatibilityTests {
  private static final String PROVIDER = "things";
  // What a server of the newer contract may answer with.
  private static final String THING =
      "{\"id\":\"1\",\"added\":\"x\",\"size\":\"huge\",\"label\":[\"a\"],"
          + "\"pets\":[{\"kind\":\"cow\"},{\"kind\":\"cat\",\"lives\":9},"
          + "{\"kind\":\"dog\",\"barks\":true}]}";
  private static final String SAID =
      "1 is huge, another, a cat of 9, a dog that barks: true, another labelb\n";

  @TempDir static Path folder;
  private Path caller;
  private PublicApi api;

  @BeforeAll
  void compileTheCaller() throws IOException {
    Path before = compiled(new Change("before", "before", new ObjectMapper().createObjectNode()));
    api = PublicApi.of(before);
    Path source = folder.resolve("Caller.java");
    try (InputStream in = getClass().getResourceAsStream("Caller.java.txt")) {
      Files.write(source, Objects.requireNonNull(in).readAllBytes());
    }
    caller = folder.resolve("caller");
    assertThat(Clients.compile(List.of(source), caller, before)).isEmpty();
  }

  static List<Change> changes() {
    return StreamSupport.stream(Change.read("compatible.yaml").path("changes").spliterator(), false)
        .map(entry -> new Change("later", entry.path("name").asString(), entry))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatWasCompiledAgainstTheOlderClientRunsOnTheNewerOne(Change change) throws Exception {
    Path after = compiled(change);

    assertThat(api.brokenBy(PublicApi.of(after), report(change.name()))).isEmpty();
    try (URLClassLoader loader = Clients.load(caller, after);
        Wire wire = new Wire(answer(THING))) {
      assertThat(apply(loader, wire.url())).isEqualTo(SAID.repeat(9));
      wire.answer(answer("[" + THING + "]"));
      assertThat(
              loader
                  .loadClass("caller.Caller")
                  .getMethod("list", String.class)
                  .invoke(null, wire.url()))
          .isEqualTo("1111");
    }
  }

  @Test
  void aFieldThatIsTakenAwayIsNoticed() throws Exception {
    ObjectNode taken = new ObjectMapper().createObjectNode();
    taken.putObject("change").putNull("/components/schemas/Thing/properties/value");
    Path after = compiled(new Change("taken", "a field is taken away", taken));
    Path report = report("a field is taken away");

    assertThat(api.brokenBy(PublicApi.of(after), report))
        .anyMatch(broken -> broken.startsWith("dev.concordat.changed.things.Thing:"));
    assertThat(report).content().contains("Method removed", "Thing$Builder");

    try (URLClassLoader loader = Clients.load(caller, after);
        Wire wire = new Wire(answer(THING))) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> apply(loader, wire.url())))
          .isInstanceOf(NoSuchMethodError.class);
    }
  }

  private static Path report(String change) {
    return Path.of("target/japicmp").resolve(change.replace(' ', '-') + ".md");
  }

  private static String apply(URLClassLoader loader, String url) throws Exception {
    Object made = loader.loadClass("caller.Caller").getConstructor().newInstance();
    @SuppressWarnings("unchecked") // As it is declared.
    UnaryOperator<String> caller = (UnaryOperator<String>) made;
    return caller.apply(url);
  }

  private static JsonNode answer(String body) {
    return new ObjectMapper().createObjectNode().put("type", "application/json").put("body", body);
  }

  private static Path compiled(Change change) throws IOException {
    Path home = folder.resolve(change.id() + "-" + change.name().hashCode());
    ObjectNode both = new ObjectMapper().createObjectNode();
    ObjectNode all = both.putObject("change");
    for (JsonNode some :
        List.of(Change.read("compatible.yaml").path("before"), change.expected().path("change"))) {
      some.properties().forEach(one -> all.set(one.getKey(), one.getValue()));
    }
    Path contract = new Change(PROVIDER, change.name(), both).write(home);
    Path output = home.resolve("generated");
    Clients.generate(contract, PROVIDER, output);
    Path classes = home.resolve("classes");
    assertThat(Clients.compile(Clients.sources(output), classes)).isEmpty();
    assertThat(new String(Files.readAllBytes(contract), StandardCharsets.UTF_8)).isNotEmpty();
    return classes;
  }
}
