package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The page, as Chromium shows it. Without a Chromium on the path these tests are skipped. */
final class PageTests {
  private static final String HOSTILE =
      "</script><img src=x onerror=document.title='taken'><svg onload=document.title='taken'>";

  @TempDir private Path folder;
  private Path recording;
  private Path page;

  @BeforeEach
  void makePage() throws IOException {
    recording =
        Files.write(
            folder.resolve("a.jsonl"),
            List.of(
                Entries.CONFORMS,
                Entries.VIOLATES.replace("error", HOSTILE),
                Entries.DRIFTS,
                stream(),
                Entries.CONFORMS.replace("\\\"b\\\"", "\\\"" + HOSTILE + "\\\"")));
    page = folder.resolve("page.html");
    Run.of("check", "--quiet", "--report", "html=" + page, recording);
  }

  private static String stream() {
    String chunk =
        """
        data: {\\\\\\"id\\\\\\": \\\\\\"a\\\\\\", \\\\\\"choices\\\\\\": [{\\\\\\"index\\\\\\": 0, \\\\\\"delta\\\\\\": \
        {\\\\\\"role\\\\\\": \\\\\\"assistant\\\\\\", \\\\\\"content\\\\\\": \\\\\\"%s\\\\\\"}, \
        \\\\\\"finish_reason\\\\\\": \\\\\\"%s\\\\\\"}]}\\\\n\\\\n\
        """
            .replace("\\\\\\\"", "\\\"")
            .replace("\\\\n", "\\n");
    return """
    {"_provider": "intern", "request": {"method": "POST", "url": \
    "https://chat.intern-ai.org.cn/api/v1/chat/completions", "headers": [], "postData": \
    {"mimeType": "application/json", "text": "{\\"model\\": \\"internlm3-latest\\", \\"messages\\": [], \
    \\"stream\\": true}"}}, "response": {"status": 200, "headers": [], "content": {"mimeType": \
    "text/event-stream", "text": "%s%s"}}}\
    """
        .formatted(chunk.formatted("Good ", ""), chunk.formatted("day", "done"));
  }

  // Some systems have a script of this name that says how to install it, and no more.
  private static boolean starts(Path program) throws InterruptedException {
    try {
      Process version =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return version.waitFor(5, TimeUnit.MINUTES) && version.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path chromium() throws InterruptedException {
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      for (String on : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
        Path program = Path.of(on, name);
        if (Files.isExecutable(program) && starts(program)) {
          return program;
        }
      }
    }
    return Path.of("");
  }

  /** What Chromium made of the page: its document, and what it said on the way. */
  private record Shown(String document, String log) {}

  private Shown show(String place, String... more) throws IOException, InterruptedException {
    Path chromium = chromium();
    assumeTrue(!chromium.toString().isEmpty(), "there is no Chromium on the path");
    List<String> command = new ArrayList<>(List.of(chromium.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--virtual-time-budget=20000",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(List.of(more));
    if (more.length == 0) {
      command.add("--dump-dom");
    }
    command.add(page.toUri() + place);
    Path out = folder.resolve("out.html");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("Chromium came to an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(err)) {
      String log = String.join("\n", lines.filter(line -> line.contains("CONSOLE")).toList());
      return new Shown(Files.readString(out), log);
    }
  }

  @Test
  void summaryCountsByRuleOperationAndProvider() throws Exception {
    Shown shown = show("");

    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("data-ready=\"true\"", "2 conforms", "1 drifts", "0 unchecked", "2 violates")
        .contains("By rule", "By operation", "By provider", "schema.enum");
  }

  @Test
  void exchangeHasItsFindingsAtTheirPlaceAndWhereTheyComeFrom() throws Exception {
    Shown shown = show("#x/1");

    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("card finding violation", "class=\"want\"", "class=\"got\"")
        .contains("l hit violation", "note violation")
        .contains("InternLM API, multi-turn chat")
        .contains("intern/openapi.yaml#/components/schemas/FinishReason/enum")
        .contains("Ledger intern-15", "The contract there");
  }

  @ParameterizedTest
  @CsvSource({"''", "#x/1", "#x/4", "#x/1/f/0"})
  void whatAnExchangeHasIsTextAndNothingMore(String place) throws Exception {
    Shown shown = show(place);

    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("<title>Concordat</title>", "data-ready=\"true\"")
        .doesNotContain("<img", "<svg", "taken</title>");
  }

  @Test
  void streamIsShownEventByEventAndAddedUp() throws Exception {
    Shown shown = show("#x/3");

    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("Good day", "adds up to, ended by done", "event bad", "[1]");
  }

  @Test
  void eventsStandOnAnAxisOfTimeWhereTheRecordingHasIt() throws Exception {
    ObjectNode entry = (ObjectNode) JsonMapper.shared().readTree(stream());
    String text = entry.at("/response/content/text").asString();
    int first = text.indexOf("\n\n") + 2;
    ArrayNode chunks = ((ObjectNode) entry.path("response")).putArray("_chunks");
    chunks.addObject().put("time", 12.5).put("size", first + 10);
    chunks.addObject().put("time", 340).put("size", text.length() - first - 10);
    Files.writeString(recording, entry + "\n" + stream());
    Run.of("check", "--quiet", "--report", "html=" + page, recording);

    assertThat(show("#x/0").document())
        .contains("2 events in 340 ms", "title=\"12.5 ms\"", "title=\"340 ms\"");
    assertThat(show("#x/1").document()).contains("when each came is not known");
  }

  /** With {@code -Dconcordat.golden} the picture of the documentation is made. */
  @Test
  void pictureOfTheDocumentationIsOneOfAnExchange() throws Exception {
    Path traffic = Path.of("target/traffic.jsonl");
    Files.writeString(
        traffic,
        Entries.entry(
                """
                {"model": "internlm3-latest", "messages": [{"role": "user", "content": "Which novel \
                won Liu Cixin the Hugo Award?"}], "temperature": 0.8}\
                """,
                200,
                """
                {"id": "chatcmpl-123", "model": "internlm3-latest", "created": 1677652288, "choices": \
                [{"index": 0, "message": {"role": "assistant", "content": "The Three-Body Problem, \
                in 2015."}, "finish_reason": "eos"}], "moderation": {"sensitive": false, \
                "category": ""}}\
                """)
            + "\n"
            + Entries.CONFORMS);
    Run.of("check", "--quiet", "--report", "html=" + page, traffic);
    Path picture = folder.resolve("page.png");

    Shown shown =
        show("#x/0", "--screenshot=" + picture, "--window-size=1280,860", "--hide-scrollbars");

    assertThat(shown.log()).isEmpty();
    byte[] png = Files.readAllBytes(picture);
    assertThat(png).startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'}).hasSizeGreaterThan(20_000);
    if (System.getProperty("concordat.golden") != null) {
      Files.write(Path.of("../../docs/page.png"), png);
    }
  }

  @Test
  void coverageIsAMapOfTheContract() throws Exception {
    Shown shown = show("#coverage");

    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("ChatCompletion", "cell seen", "card never", "intern-15", "operations");
  }

  @Test
  void nothingIsFetchedAndNothingElseMayRun() throws IOException {
    String html = Files.readString(page);

    assertThat(html)
        .contains("default-src 'none'; script-src 'sha256-", "base-uri 'none'; form-action 'none'")
        .doesNotContain("http:", "src=\"", "unsafe-inline", HOSTILE);
  }

  @Test
  void secretsOfARecordingAreNotInIt() throws Exception {
    Files.writeString(
        recording,
        Entries.VIOLATES.replace(
            "\"headers\": [], \"postData\"",
            "\"headers\": [{\"name\": \"Authorization\", \"value\": \"Bearer"
                + " sk-1234567890abcdef\"}], \"postData\""));
    Run.of("check", "--quiet", "--report", "html=" + page, recording);

    Shown shown = show("#x/0");

    assertThat(shown.document()).contains("Authorization").doesNotContain("1234567890abcdef");
  }

  @Test
  void tenThousandExchangesAreLessThanTwentyMegabytesAndShown() throws Exception {
    try (BufferedWriter writer = Files.newBufferedWriter(recording)) {
      for (int i = 0; i < 10_000; i++) {
        String entry = i % 10 == 0 ? Entries.VIOLATES : Entries.CONFORMS;
        // What no other exchange has, so that it does not compress away.
        writer.write(entry.replace("\\\"b\\\"", "\\\"" + noise(i) + "\\\""));
        writer.newLine();
      }
    }
    Run.of("check", "--quiet", "--report", "html=" + page, recording);

    assertThat(Files.size(page)).isLessThan(20_000_000);
    Shown shown = show("#x/9990");
    assertThat(shown.log()).isEmpty();
    assertThat(shown.document())
        .contains("10000 exchanges", "a.jsonl[9990]", "card finding violation");
  }

  private static String noise(int seed) {
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /**
   * With {@code -Dconcordat.screenshots=FOLDER} the pictures go there, else they are thrown away.
   */
  @ParameterizedTest
  @CsvSource({
    "phone-light, '390,844', ",
    "phone-dark, '390,844', --force-dark-mode",
    "tablet-light, '900,1100', ",
    "tablet-dark, '900,1100', --force-dark-mode",
    "desktop-light, '1400,1000', ",
    "desktop-dark, '1400,1000', --force-dark-mode"
  })
  void pageIsDrawnAtEverySizeInBothThemes(String name, String size, String theme) throws Exception {
    Path pictures =
        Path.of(System.getProperty("concordat.screenshots", folder.resolve("p").toString()));
    Files.createDirectories(pictures);
    Path picture = pictures.resolve(name + ".png");

    Shown shown =
        show(
            "#x/1",
            "--screenshot=" + picture,
            "--window-size=" + size,
            "--hide-scrollbars",
            theme == null ? "--disable-features=x" : theme);

    assertThat(shown.log()).isEmpty();
    assertThat(Files.size(picture)).isGreaterThan(10_000);
  }
}
