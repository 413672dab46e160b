package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is none of a provider's is set aside, and hosts can be named. */
final class SetAsideTests {
  private static final String PREFLIGHT =
      """
      {"request": {"method": "OPTIONS", "url": "https://chat.intern-ai.org.cn/api/v1/models", \
      "headers": [{"name": "Access-Control-Request-Method", "value": "GET"}]}, \
      "response": {"status": 204, "headers": [], "content": {"size": 0, "text": ""}}}\
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.jsonl");
  }

  private Path lines(String... entries) throws IOException {
    return Files.write(file, List.of(entries));
  }

  private static String chat(String url) {
    return """
    {"request": {"method": "POST", "url": "%s", "headers": [{"name": "Content-Type", "value": \
    "application/json"}], "postData": {"mimeType": "application/json", "text": "{\\"model\\": \
    \\"QwQ-32B\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"a\\"}]}"}}, \
    "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", \
    "text": "{\\"id\\": \\"a\\", \\"object\\": \\"chat.completion\\", \\"created\\": 1, \
    \\"model\\": \\"m\\", \\"choices\\": [{\\"index\\": 0, \\"message\\": {\\"role\\": \
    \\"assistant\\", \\"content\\": \\"a\\"}, \\"finish_reason\\": \\"stop\\"}]}"}}}\
    """
        .formatted(url);
  }

  private static String get(String url) {
    return """
    {"request": {"method": "GET", "url": "%s", "headers": []}, "response": {"status": 200, \
    "headers": [], "content": {"mimeType": "text/html", "text": "<p>"}}}\
    """
        .formatted(url);
  }

  @Test
  void hostsThatNoContractNamesAndPreflightsAreCountedAndNoFailure() throws IOException {
    lines(
        get("https://app.example.com/"),
        get("https://app.example.com/app.js"),
        get("https://cdn.example.com:8443/font"),
        PREFLIGHT,
        Entries.CONFORMS);

    Run run = Run.of("check", file);
    JsonNode summary =
        new JsonMapper().readTree(Run.of("check", file, "--format", "json").out()).path("summary");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "set aside: 3 with hosts that no contract names (app.example.com 2,"
                + " cdn.example.com:8443 1), 1 preflight (chat.intern-ai.org.cn 1)")
        .contains("1 exchange: 1 conforms")
        .doesNotContain("a.jsonl[");
    assertThat(summary.toString())
        .isEqualTo(
            """
            {"exchanges":1,"conforms":1,"drifts":0,"unchecked":0,"violates":0,\
            "setAside":{"exchanges":4,"preflights":{"chat.intern-ai.org.cn":1},\
            "hosts":{"app.example.com":2,"cdn.example.com:8443":1}}}\
            """);
  }

  @Test
  void tunnelsThroughAProxyAreCountedAndNoFailure() throws IOException {
    String tunnel = get("https://chat.intern-ai.org.cn:443").replace("GET", "CONNECT");
    lines(tunnel, tunnel, Entries.CONFORMS);

    Run run = Run.of("check", file);
    JsonNode summary =
        new JsonMapper().readTree(Run.of("check", file, "--format", "json").out()).path("summary");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("set aside: 2 tunnels (chat.intern-ai.org.cn 2)", "1 exchange: 1 conforms");
    assertThat(summary.path("setAside").toString())
        .isEqualTo(
            """
            {"exchanges":2,"preflights":{},"tunnels":{"chat.intern-ai.org.cn":2},"hosts":{}}\
            """);
  }

  @Test
  void runInWhichAllWasSetAsideFailsAndSaysWhy() throws IOException {
    lines(get("https://app.example.com/"), PREFLIGHT);

    Run run = Run.of("check", file, "--allow-unchecked");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("concordat: nothing was judged: every exchange was set aside: ")
        .contains("app.example.com 1", "--provider ID=HOST");
  }

  @Test
  void hostsWithoutEndAreNotAllListed() throws IOException {
    String[] entries = new String[1200];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = get("https://h%d.example.com/".formatted(i));
    }
    lines(entries);

    JsonNode aside =
        new JsonMapper()
            .readTree(Run.of("check", file, "--format", "json").out())
            .at("/summary/setAside");

    assertThat(aside.path("exchanges").asInt()).isEqualTo(1200);
    assertThat(aside.path("hosts")).hasSize(1001);
    assertThat(aside.at("/hosts/(others)").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.intern-ai.org.cn/api/v1/embeddings, operation.unknown",
    "http://chat.intern-ai.org.cn:8443/app, operation.unknown",
    "/v2/things, provider.unknown",
  })
  void hostOfAProviderIsNeverSetAside(String url, String rule) throws IOException {
    lines(get(url), Entries.CONFORMS);

    Run run = Run.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(rule).doesNotContain("set aside");
  }

  @Test
  void exchangeOfANamedProviderIsNeverSetAside() throws IOException {
    lines(get("https://app.example.com/"), chat("https://maas.example.com/v1/chat/completions"));

    Run run = Run.of("check", file, "--provider", "maas");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("operation.unknown")
        .contains("2 exchanges: 1 conforms, 0 drifts, 1 unchecked");
  }

  @ParameterizedTest
  @CsvSource({
    "maas=maas.corp.example, https://maas.corp.example/v1/chat/completions, maas",
    "maas=MAAS.corp.example, http://maas.Corp.example:8080/task/v1/chat/completions, maas",
    "maas=maas.corp.example:8443, https://maas.corp.example:8443/v1/chat/completions, maas",
    "maas=maas.corp.example:443, https://maas.corp.example/v1/chat/completions, maas",
    "azion=*.map.azionedge.net, https://edge-1.map.azionedge.net/v1/chat/completions, azion",
    "maas=[::1]:8000, http://[::1]:8000/v1/chat/completions, maas",
    "intern=gateway.corp, https://gateway.corp/api/v1/chat/completions, intern",
    "maas=gateway.corp/llm/maas, https://gateway.corp/llm/maas/v1/chat/completions, maas",
    "maas=gateway.corp:8443/llm/, https://Gateway.corp:8443/llm/v1/chat/completions, maas",
  })
  void hostTellsTheProvider(String option, String url, String provider) throws IOException {
    lines(chat(url));

    Run run = Run.of("check", file, "--provider", option);

    assertThat(run.out()).contains(provider + ": ").doesNotContain("provider.");
  }

  @ParameterizedTest
  @CsvSource({
    "maas=maas.corp.example:8443, https://maas.corp.example/v1/chat/completions",
    "maas=*.corp.example, https://corp.example/v1/chat/completions",
    "maas=corp.example, https://maas.corp.example/v1/chat/completions",
  })
  void anotherHostIsNotGuessed(String option, String url) throws IOException {
    lines(chat(url), Entries.CONFORMS);

    Run run = Run.of("check", file, "--provider", option);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("provider.ambiguous").contains("may be of azion; name");
  }

  @Test
  void hostOfProvidersThatAreAllElsewhereIsSetAside() throws IOException {
    lines(
        chat("https://maas.corp.example/v1/chat/completions"),
        chat("https://edge-1.map.azionedge.net/v1/chat/completions"),
        chat("https://api.example.com/v1/chat/completions"),
        Entries.CONFORMS);

    Run run =
        Run.of(
            "check",
            file,
            "--provider=maas=maas.corp.example",
            "--provider=azion=edge-1.map.azionedge.net");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("set aside: 1 with hosts that no contract names (api.example.com 1)")
        .contains("3 exchanges: 2 conforms, 1 drifts");
  }

  @ParameterizedTest
  @CsvSource({
    "maas=corp.example/maas, https://corp.example/maas2/v1/chat/completions",
    "maas=corp.example/maas, https://corp.example/v1/maas/v1/chat/completions",
    "maas=corp.example/Maas, https://corp.example/maas/v1/chat/completions",
  })
  void anotherPathIsNotGuessed(String option, String url) throws IOException {
    lines(chat(url), Entries.CONFORMS);

    assertThat(Run.of("check", file, "--provider", option).out())
        .contains("set aside: 1 with hosts that no contract names (corp.example 1)");
  }

  @Test
  void longerPathOfAHostGoesFirst() throws IOException {
    lines(
        chat("https://gateway.corp/llm/v1/chat/completions"),
        chat("https://gateway.corp/llm/edge/v1/chat/completions"));

    Run run =
        Run.of(
            "check",
            file,
            "--provider=azion=gateway.corp/llm/edge",
            "--provider=maas=gateway.corp");

    assertThat(run.out())
        .contains("azion: ", "maas: ", "2 exchanges: 1 conforms, 1 drifts")
        .doesNotContain("provider.");
  }

  @Test
  void plainProviderIsThatOfAllOtherHosts() throws IOException {
    lines(
        chat("https://edge-1.map.azionedge.net/v1/chat/completions"),
        chat("https://api.example.com/v1/chat/completions"));

    Run run =
        Run.of("check", file, "--provider", "maas", "--provider", "azion=edge-1.map.azionedge.net");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("azion: ", "maas: ", "2 exchanges: 1 conforms, 1 drifts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "drift"})
  void hostsAreNamedForEachCommandThatReadsRecordings(String command) throws IOException {
    lines(chat("https://maas.corp.example/v1/chat/completions"), get("https://app.example.com/"));

    Run run = Run.of(command, file, "--provider", "maas=maas.corp.example");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("maas: ")
        .contains("set aside: 1 with hosts that no contract names (app.example.com 1)")
        .contains("1 exchange: 1 conforms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maas            | azion             | 'maas' and 'azion' cannot both be the provider of all
          maas=a.example  | azion=a.example   | the host 'a.example' cannot be of 'maas' and of 'azion'
          maas            | azion=            | 'azion=' names no host
          maas            | azion=https://a/  | 'azion=https://a/' names no host
          maas            | azion=a b         | 'azion=a b' names no host
          maas            | azion=a.*.example | 'azion=a.*.example' names no host
          maas            | nobody=a.example  | --provider 'nobody' is not known; there are azion,
          """)
  void namesThatCannotBeUnderstoodAreWrongUsage(String one, String other, String message)
      throws IOException {
    Run run = Run.of("check", lines(Entries.CONFORMS), "--provider", one, "--provider", other);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("concordat: --provider").contains(message);
  }
}
