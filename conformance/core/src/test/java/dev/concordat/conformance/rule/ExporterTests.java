package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges the recordings in {@code exporters}, each in the form of the program that it is named
 * after. The member {@code _case} of an entry says what it shows and what has to be said of it.
 */
final class ExporterTests {
  private static final Judge JUDGE = new Judge(Contracts.shipped(), null);

  @TempDir private Path folder;

  /** What an entry shows, what has to be said of it, and the entry as it was read. */
  record Case(String file, JsonNode wanted, RecordingReader.Entry entry) {
    @Override
    public String toString() {
      return file + ": " + wanted.path("name").asString();
    }

    Case in(String other, RecordingReader.Entry read) {
      return new Case(other, wanted, read);
    }
  }

  static Stream<Case> cases() throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Path file : hars()) {
      cases.addAll(of(file));
    }
    return cases.stream();
  }

  private static List<Path> hars() {
    return TestFiles.resources("exporters").stream()
        .filter(file -> file.toString().endsWith(".har"))
        .toList();
  }

  private static List<Case> of(Path file) throws Exception {
    String json = Files.readString(file).replaceFirst("^\uFEFF", "");
    List<RecordingReader.Entry> read = read(file);
    List<Case> cases = new ArrayList<>();
    for (JsonNode entry : new JsonMapper().readTree(json).at("/log/entries")) {
      cases.add(
          new Case(
              String.valueOf(file.getFileName()), entry.path("_case"), read.get(cases.size())));
    }
    assertThat(read).hasSameSizeAs(cases);
    return cases;
  }

  private static List<RecordingReader.Entry> read(Path file) throws Exception {
    List<RecordingReader.Entry> entries = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWasNotRecordedIsNotAbsent(Case recorded) {
    assertAsWanted(recorded);
  }

  private static void assertAsWanted(Case recorded) {
    JsonNode wanted = recorded.wanted();
    RecordingReader.Read read = (RecordingReader.Read) recorded.entry();
    Route route = JUDGE.route(read.exchange());
    String aside =
        route instanceof Route.Aside set ? set.reason().name().toLowerCase(Locale.ROOT) : "";
    assertThat(aside).as(recorded.toString()).isEqualTo(wanted.path("setAside").asString(""));
    if (!aside.isEmpty()) {
      return;
    }
    Judgement judgement = JUDGE.judge(read.exchange(), route);
    assertThat(judgement.findings().stream().map(ExporterTests::line))
        .as(() -> recorded + ": " + judgement.findings())
        .containsExactlyInAnyOrderElementsOf(texts(wanted.path("findings")));
    assertThat(judgement.verdict().id()).isEqualTo(wanted.path("verdict").asString());
    for (String text : texts(wanted.path("says"))) {
      assertThat(judgement.findings())
          .as("a message that says '%s'", text)
          .anyMatch(finding -> finding.message().contains(text));
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static String line(Finding finding) {
    return "%s %s %s".formatted(finding.severity().id(), finding.rule(), finding.part());
  }

  @Test
  void everyExporterHasSomethingThatConformsAndSomethingThatDoesNot() throws Exception {
    for (Path file : hars()) {
      List<String> verdicts = new ArrayList<>();
      of(file).forEach(each -> verdicts.add(each.wanted().path("verdict").asString("")));
      assertThat(verdicts).as(file.toString()).contains("conforms", "unchecked", "violates");
    }
  }

  @Test
  void recordingInZlibIsReadAsThePlainOneIs() throws Exception {
    Path har = TestFiles.resource("exporters/mitmproxy.har");
    Path compressed = folder.resolve("mitmproxy.zhar");
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(har, out);
    }
    assertSame(har, compressed);
  }

  @Test
  void whatStandsBehindTheEndOfARecordingInZlibFails() throws Exception {
    Path compressed = folder.resolve("more.zhar");
    try (OutputStream out = Files.newOutputStream(compressed)) {
      DeflaterOutputStream deflated = new DeflaterOutputStream(out);
      deflated.write("{\"log\": {\"entries\": []}}".getBytes(StandardCharsets.UTF_8));
      deflated.finish();
      out.write('x');
    }
    assertThatThrownBy(() -> read(compressed))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("there is more behind its end");
  }

  @Test
  void recordingInAnArchiveIsReadWithTheBodiesBesideIt() throws Exception {
    Path har = TestFiles.resource("exporters/playwright.har");
    Path archive = folder.resolve("playwright.har.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path file : TestFiles.resources("exporters")) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".har") || file.endsWith("playwright.har")) {
          zip.putNextEntry(new ZipEntry(name.endsWith(".har") ? "har.har" : name));
          Files.copy(file, zip);
        }
      }
    }
    assertSame(har, archive);
  }

  private static void assertSame(Path har, Path other) throws Exception {
    List<Case> cases = of(har);
    List<RecordingReader.Entry> entries = read(other);
    assertThat(entries).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      assertAsWanted(cases.get(i).in(String.valueOf(other.getFileName()), entries.get(i)));
    }
  }

  @Test
  void archiveWithoutOneHarIsRefused() throws IOException {
    for (List<String> names : List.of(List.of("a.json"), List.of("a.har", "b.har"))) {
      Path archive = folder.resolve(names.size() + ".zip");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
        for (String name : names) {
          zip.putNextEntry(new ZipEntry(name));
        }
      }
      assertThatThrownBy(() -> RecordingReader.open(archive))
          .isInstanceOf(RecordingException.class)
          .hasMessageStartingWith(archive + ": the archive has ")
          .hasMessageContaining("unpack it");
    }
    Path none = Files.writeString(folder.resolve("none.har.zip"), "no archive");
    assertThatThrownBy(() -> RecordingReader.open(none))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith(none + ": cannot be read: ");
  }

  @Test
  void linkOutOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws Exception {
    Files.writeString(elsewhere.resolve("secret.json"), "{}");
    Files.createSymbolicLink(folder.resolve("a.json"), elsewhere.resolve("secret.json"));
    Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
    Files.writeString(folder.resolve("b.json"), "{}");
    Files.createSymbolicLink(folder.resolve("c.json"), folder.resolve("b.json"));
    Path har = folder.resolve("a.har");
    List<String> entries = new ArrayList<>();
    for (String name : List.of("a.json", "linked/secret.json", "c.json")) {
      entries.add(
          """
          {"_provider": "intern", "request": {"method": "GET", "url": "/models", "headers": []}, \
          "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", \
          "size": 2, "_file": "%s"}}}\
          """
              .formatted(name));
    }
    Files.writeString(har, "{\"log\": {\"entries\": [%s]}}".formatted(String.join(",", entries)));

    List<RecordingReader.Entry> read = read(har);

    for (int i = 0; i < 2; i++) {
      Judgement judgement = JUDGE.judge(((RecordingReader.Read) read.get(i)).exchange());
      assertThat(judgement.verdict()).isEqualTo(Verdict.UNCHECKED);
      assertThat(judgement.findings().get(0).message())
          .contains("it is a link that leads out of the recording's folder");
    }
    Judgement inside = JUDGE.judge(((RecordingReader.Read) read.get(2)).exchange());
    assertThat(inside.verdict()).isEqualTo(Verdict.VIOLATES);
  }
}
