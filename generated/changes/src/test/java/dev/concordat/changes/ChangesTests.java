package dev.concordat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.ContractException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Each change of a contract compiles and works at run time, in client and checker alike, or is
 * refused by name, file and line before anything is generated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("(.*openapi\\.yaml):(\\d+): (.*)");

  @TempDir static Path folder;
  private final Map<String, Throwable> refused = new LinkedHashMap<>();
  private String said = "";
  private URLClassLoader loader;

  @BeforeAll
  void generateAndCompile() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Change change : Change.all()) {
      Path contract = change.write(folder.resolve("spec"));
      Path output = folder.resolve("generated").resolve(change.id());
      try {
        Clients.generate(contract, change.id(), output);
        sources.addAll(Clients.sources(output));
      } catch (RuntimeException e) {
        refused.put(change.id(), e);
      }
    }
    Path classes = folder.resolve("classes");
    said = Clients.compile(sources, classes);
    loader = Clients.load(classes);
  }

  @AfterAll
  void close() throws IOException {
    loader.close();
  }

  static List<Change> refusals() {
    return Change.all().stream().filter(Change::isRefused).toList();
  }

  static List<Change> works() {
    return Change.all().stream().filter(change -> !change.isRefused()).toList();
  }

  @Test
  void whatIsGeneratedCompiles() {
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsRefusedNamesItselfTheLineAndWhatWorks(Change change) throws IOException {
    Path file = folder.resolve("spec").resolve(change.id()).resolve("openapi.yaml");

    assertThat(refused).as("it was generated").containsKey(change.id());
    String message = String.valueOf(refused.get(change.id()).getMessage());
    Matcher first = PLACE.matcher(message);
    assertThat(first.lookingAt()).as(message).isTrue();
    assertThat(first.group(1)).isEqualTo(file.toString());
    JsonNode expected = change.expected().path("refused");
    int line = Integer.parseInt(first.group(2));
    assertThat(Files.readAllLines(file).get(line - 1))
        .as(message)
        .contains(expected.path("line").asString());
    for (JsonNode word : expected.path("says")) {
      assertThat(message).contains(word.asString());
    }
    assertThat(message.lines()).as("one cause, one line").hasSize(1);
    assertThat(folder.resolve("generated").resolve(change.id()).resolve("src")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("works")
  void whatIsGeneratedWorksAsTheCheckerSays(Change change) throws Exception {
    assertThat(refused.get(change.id())).as("it was refused").isNull();
    GeneratedClient client = new GeneratedClient(loader, change.id());
    JsonNode expected = change.expected();
    assertThat(expected.has("values") || expected.has("calls")).as("something is shown").isTrue();
    for (Map.Entry<String, JsonNode> type : expected.path("types").properties()) {
      int dot = type.getKey().indexOf('.');
      String component = type.getKey().substring(0, dot);
      assertThat(client.returns(component, type.getKey().substring(dot + 1)))
          .as(type.getKey())
          .isEqualTo(type.getValue().asString());
    }
    for (Map.Entry<String, JsonNode> values : expected.path("values").properties()) {
      checkValues(change, client, values.getKey(), values.getValue());
    }
    for (Map.Entry<String, JsonNode> operation : expected.path("deprecated").properties()) {
      assertThat(client.isDeprecated(operation.getKey()))
          .as(operation.getKey())
          .isEqualTo(operation.getValue().asBoolean());
    }
    for (Map.Entry<String, JsonNode> builds : expected.path("builds").properties()) {
      for (JsonNode build : builds.getValue()) {
        checkBuild(client, builds.getKey(), build);
      }
    }
    for (JsonNode call : expected.path("calls")) {
      checkCall(change, client, call);
    }
  }

  // What the checker's form of a contract has not it refuses as the generator does.
  private void checkRefusal(Change change) {
    Path file = folder.resolve("spec").resolve(change.id()).resolve("openapi.yaml");
    assertThatThrownBy(() -> contract(change))
        .isInstanceOf(ContractException.class)
        .hasMessageMatching("(?s)" + Pattern.quote(file.toString()) + ":\\d+: .*")
        .hasMessageContaining(change.expected().path("checker-refuses").asString());
  }

  private void checkValues(
      Change change, GeneratedClient client, String component, JsonNode expected) {
    if (change.expected().has("checker-refuses")) {
      checkRefusal(change);
      checkClient(client, component, expected);
      return;
    }
    Contract contract = contract(change);
    SchemaNode schema = contract.schemas().at("#/components/schemas/" + component);
    for (JsonNode each : expected.path("pass")) {
      assertThat(problems(contract, json(each), schema)).as("the checker on %s", each).isEmpty();
    }
    for (String wrong : List.of("fail", "checker-fails", "unknown")) {
      for (JsonNode each : expected.path(wrong)) {
        assertThat(problems(contract, json(each), schema))
            .as("the checker on %s", each)
            .isNotEmpty();
      }
    }
    checkClient(client, component, expected);
  }

  private static String json(JsonNode example) {
    return example.isString() ? example.asString() : example.path("json").asString();
  }

  private static void checkClient(GeneratedClient client, String component, JsonNode expected) {
    assertThat(expected.path("pass").isEmpty()).as("something passes").isFalse();
    for (JsonNode each : expected.path("pass")) {
      String json = json(each);
      Object value = client.read(component, json);
      assertThat(JsonValue.parse(GeneratedClient.json(value))).isEqualTo(JsonValue.parse(json));
      for (Map.Entry<String, JsonNode> member : each.path("is").properties()) {
        Object found = member.getKey().equals("this") ? value : client.get(value, member.getKey());
        assertThat(Objects.requireNonNull(found, member.getKey()).getClass().getSimpleName())
            .as("%s of %s", member.getKey(), json)
            .isEqualTo(member.getValue().asString());
      }
      for (Map.Entry<String, JsonNode> member : each.path("gives").properties()) {
        assertThat(GeneratedClient.json(client.get(value, member.getKey())))
            .as("%s of %s", member.getKey(), json)
            .isEqualTo(member.getValue().asString());
      }
    }
    for (JsonNode each : expected.path("fail")) {
      assertThatThrownBy(() -> client.read(component, each.asString()))
          .as("the client on %s", each)
          .isInstanceOf(JsonDecodeException.class);
    }
    // What only asserts is the checker's to hold against values; an open union keeps the unknown.
    for (String kept : List.of("checker-fails", "unknown")) {
      for (JsonNode each : expected.path(kept)) {
        String json = GeneratedClient.json(client.read(component, each.asString()));
        assertThat(JsonValue.parse(json)).isEqualTo(JsonValue.parse(each.asString()));
      }
    }
  }

  private static void checkBuild(GeneratedClient client, String component, JsonNode build) {
    Map<String, String> members = new LinkedHashMap<>();
    build
        .path("set")
        .properties()
        .forEach(one -> members.put(one.getKey(), one.getValue().asString()));
    if (build.has("lacks")) {
      assertThatThrownBy(() -> client.build(component, members))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("\"" + build.path("lacks").asString() + "\"");
    } else {
      assertThat(client.build(component, members)).isEqualTo(build.path("gives").asString());
    }
  }

  private Contract contract(Change change) {
    Path contract = folder.resolve("spec").resolve(change.id());
    return Objects.requireNonNull(new Contracts(List.of()).with(List.of(contract)).of(change.id()));
  }

  private static List<String> problems(Contract contract, String json, SchemaNode schema) {
    return contract.engine().validate(JSON.readTree(json), schema).stream()
        .map(Problem::message)
        .toList();
  }

  private void checkCall(Change change, GeneratedClient client, JsonNode call) throws Exception {
    Map<String, String> credentials = new LinkedHashMap<>();
    call.path("credentials")
        .properties()
        .forEach(one -> credentials.put(one.getKey(), one.getValue().asString()));
    try (Wire wire = new Wire(call.path("answer"));
        AutoCloseable open = client.open(wire.url(), credentials)) {
      String operation = call.path("operation").asString();
      String body = call.path("body").asString(null);
      String parameters = call.path("parameters").asString(null);
      if (call.has("undecodable")) {
        Throwable thrown = catchThrowable(() -> client.call(open, operation, body, parameters));
        assertThat(thrown).isInstanceOf(UndecodableAnswerException.class);
        assertThat(judge(change, wire).findings()).isNotEmpty();
        return;
      }
      if (call.has("error")) {
        Throwable thrown = catchThrowable(() -> client.call(open, operation, body, parameters));
        assertThat(thrown).isInstanceOf(ProviderException.class);
        assertThat(thrown.getMessage()).contains(call.path("error").asString());
        return;
      }
      if (call.has("illegal")) {
        Throwable thrown = catchThrowable(() -> client.call(open, operation, body, parameters));
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        assertThat(thrown).hasMessageContaining(call.path("illegal").asString());
        return;
      }
      String gave = client.call(open, operation, body, parameters);

      assertThat(gave).isEqualTo(call.path("gives").asString(null));
      WireExchange.Request request = wire.last().request();
      String line = request.method() + " " + request.url().substring(wire.url().length());
      assertThat(line).isEqualTo(call.path("sends").asString());
      if (call.has("sends-body")) {
        assertThat(plain(new String(request.body(), StandardCharsets.UTF_8), request))
            .isEqualTo(call.path("sends-body").asString().strip());
      }
      for (Map.Entry<String, JsonNode> header : call.path("sends-headers").properties()) {
        List<String> found = request.headers().all(header.getKey());
        assertThat(found.isEmpty() ? null : String.join(" | ", found))
            .as(header.getKey())
            .isEqualTo(header.getValue().asString(null));
      }
      checkJudgement(change, wire, call.path("findings-of").asString(""));
    }
  }

  // What the checker has no schema for it says it has not checked; it never calls it wrong.
  private void checkJudgement(Change change, Wire wire, String unchecked) {
    if (change.expected().has("checker-refuses")) {
      checkRefusal(change);
      return;
    }
    List<Finding> findings = judge(change, wire).findings();
    if (unchecked.isEmpty()) {
      assertThat(findings).as("the checker").isEmpty();
    } else {
      assertThat(findings)
          .as("the checker")
          .allMatch(finding -> finding.severity() == Severity.UNCHECKED)
          .anyMatch(finding -> finding.message().contains(unchecked));
    }
  }

  // Parts without the boundary, which differs each time.
  private static String plain(String body, WireExchange.Request request) {
    String type = String.valueOf(request.headers().first("Content-Type"));
    int boundary = type.indexOf("boundary=");
    String text = boundary < 0 ? body : body.replace(type.substring(boundary + 9), "");
    return text.replace("\r\n", "\n").strip();
  }

  private Judgement judge(Change change, Wire wire) {
    try {
      Contracts contracts =
          new Contracts(List.of()).with(List.of(folder.resolve("spec").resolve(change.id())));
      return new Judge(contracts, change.id()).judge(wire.judged(change.id()));
    } catch (ContractException e) {
      throw new AssertionError("the checker refuses it: " + e.getMessage(), e);
    }
  }
}
