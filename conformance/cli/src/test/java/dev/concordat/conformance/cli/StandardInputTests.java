package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording that comes from standard input, and a folder that has none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class StandardInputTests {
  private static final String LINES = Entries.CONFORMS + "\n" + Entries.VIOLATES + "\n";
  private static final String HAR =
      "\ufeff{\n \"log\" : {\"entries\": [" + Entries.CONFORMS + "," + Entries.VIOLATES + "]}}";

  @TempDir private Path folder;

  private static Run check(byte[] input, Object... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return Run.of(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  static List<String> forms() {
    return List.of(LINES, HAR);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aDashIsStandardInputWhateverFormItHas(String text) throws IOException {
    for (byte[] input : List.of(text.getBytes(StandardCharsets.UTF_8), packed(text))) {
      Run run = check(input, "check", "-");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("violates   stdin[1]  intern createChatCompletion")
          .contains("2 exchanges: 1 conforms, 0 drifts, 0 unchecked, 1 violates");
    }
  }

  @Test
  void itIsReadOnceAndBesideFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), Entries.DRIFTS);

    Run run = check(LINES.getBytes(StandardCharsets.UTF_8), "check", "-", file, "-");

    assertThat(run.out()).contains("3 exchanges: 1 conforms, 1 drifts, 0 unchecked, 1 violates");
  }

  @Test
  void whatIsNoRecordingIsSaid() {
    Run run = check("GET / HTTP/1.1\n".getBytes(StandardCharsets.UTF_8), "check", "-");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("recording.entry", "line 1");
    assertThat(check(new byte[0], "check", "-").err()).contains("the recordings have no exchange");
  }

  @Test
  void aFolderOfOtherFormatsSaysHowToConvertThem() throws IOException {
    Files.writeString(folder.resolve("session.chlsj"), "[{\"status\": \"COMPLETE\"}]");
    Files.writeString(
        folder.resolve("a.json"),
        "{\"info\": {\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/\"}}");
    Files.writeString(folder.resolve("notes.txt"), "nothing");

    Run run = Run.of("check", folder);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("the folder has no recording (.har, ")
        .contains("a.json is a Postman collection", "Insomnia and export its HAR")
        .contains("session.chlsj is Charles' own format; export the session again")
        .doesNotContain("notes.txt")
        .hasLineCount(1);
  }
}
