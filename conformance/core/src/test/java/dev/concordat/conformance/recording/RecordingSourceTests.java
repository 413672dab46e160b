package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingSourceTests {
  private static final String FIRST = "a\\n" + "é".repeat(50_000);
  private static final String SECOND = "b" + "\\\"".repeat(100_000);
  private static final String THIRD = "c";
  private static final String TEXT = "[\"%s\",\"%s\",\"%s\"]".formatted(FIRST, SECOND, THIRD);

  @TempDir private Path folder;

  private static long place(String string) {
    return TEXT.substring(0, TEXT.indexOf('"' + string) + 1)
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  private static String read(RecordingSource strings, String string) throws IOException {
    try (InputStream in = strings.open(place(string))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path zipped() throws IOException {
    return Files.write(folder.resolve("a.json.gz"), Recorded.gzip(TEXT));
  }

  private static String undone(String string) {
    return string.replace("\\n", "\n").replace("\\\"", "\"");
  }

  @Test
  void stringsAreReadInAnyOrder() throws IOException {
    RecordingSource strings = RecordingSource.of(zipped(), Packing.GZIP);

    for (String string : new String[] {FIRST, THIRD, SECOND, SECOND, THIRD, FIRST}) {
      assertThat(read(strings, string)).isEqualTo(undone(string));
    }
    strings.close();
    assertThat(read(strings, SECOND)).isEqualTo(undone(SECOND));
  }

  // The file is gone: what is read of it then comes from where the first string ended.
  @Test
  void compressedFileIsReadOnceForAllStringsInTheirOrder() throws IOException {
    Path file = zipped();
    RecordingSource strings = RecordingSource.of(file, Packing.GZIP);
    assertThat(read(strings, FIRST)).isEqualTo(undone(FIRST));

    Files.delete(file);

    assertThat(read(strings, SECOND)).isEqualTo(undone(SECOND));
    try (InputStream in = strings.open(place(THIRD))) {
      assertThat(in.read()).isEqualTo('c');
    }
    assertThatThrownBy(() -> strings.open(place(FIRST))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void stringOfWhichAPartIsReadIsLeftWhereThatEnds() throws IOException {
    Path file = zipped();
    RecordingSource strings = RecordingSource.of(file, Packing.GZIP);
    try (InputStream in = strings.open(place(FIRST))) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }

    Files.delete(file);

    assertThat(read(strings, SECOND)).isEqualTo(undone(SECOND));
  }
}
