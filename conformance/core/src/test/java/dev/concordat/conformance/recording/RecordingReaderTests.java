package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingReaderTests {
  private static final String HAR =
      "{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": \"https://a/\"}}]}}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.har",
        "a.HAR",
        "b/a.jsonl",
        "a.ndjson",
        "a.har.gz",
        "a.jsonl.GZ",
        "a.ndjson.gz",
        "a.zhar",
        "a.har.zip",
        "A.HAR.ZIP"
      })
  void nameTellsARecording(String name) {
    assertThat(RecordingReader.isRecording(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "har",
        "a.json",
        "a.gz",
        "a.zip",
        "a.jsonl.zip",
        "a.zhar.gz",
        "a.har.gz.gz",
        ".",
        ""
      })
  void otherNamesTellNone(String name) {
    assertThat(RecordingReader.isRecording(name)).isFalse();
  }

  @Test
  void fileThatIsMissingIsSaidToBe() {
    assertThatThrownBy(() -> RecordingReader.open(folder.resolve("a.har")))
        .isInstanceOf(RecordingException.class)
        .hasMessage(folder.resolve("a.har") + ": there is no such file");
  }

  @Test
  void missingFileIsMissingWhateverItsName() {
    assertThatThrownBy(() -> RecordingReader.open(folder.resolve("recordings")))
        .hasMessageEndingWith(": there is no such file");
  }

  @Test
  void fileOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{}");

    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("its name must end in .har, .jsonl or .ndjson");
  }

  @Test
  void fileThatMayNotBeReadIsSaidToBe() throws IOException {
    Path file = Files.writeString(folder.resolve("a.har"), "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "some users may read everything");

    assertThatThrownBy(() -> RecordingReader.open(file))
        .hasMessage(file + ": cannot be read: permission denied");
  }

  @Test
  void compressedFileIsReadToTheEndOfItsLastMember() throws IOException, RecordingException {
    byte[] member = gzip("null\n");
    byte[] damaged = gzip("null\n");
    damaged[0] = 0;

    assertThat(lines(member, member, member)).isEqualTo(3);
    assertThatThrownBy(() -> lines(member, damaged)).hasMessageContaining("not in GZIP format");
    assertThatThrownBy(() -> lines(member, new byte[] {1}))
        .hasMessageContaining("not in GZIP format");
  }

  // As of a pipe whose writer writes one member after the other.
  @Test
  void furtherMemberIsWaitedForWhereNothingIsThereYet() throws IOException, RecordingException {
    List<InputStream> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      members.add(
          new ByteArrayInputStream(gzip("null\n")) {
            @Override
            public int available() {
              return 0;
            }
          });
    }
    InputStream in = new SequenceInputStream(Collections.enumeration(members));

    assertThat(Recorded.of("a.jsonl.gz", in).entries()).hasSize(3);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private int lines(byte[]... members) throws IOException, RecordingException {
    Path file = folder.resolve("a.jsonl.gz");
    Files.write(file, new byte[0]);
    for (byte[] member : members) {
      Files.write(file, member, StandardOpenOption.APPEND);
    }
    int lines = 0;
    try (RecordingReader reader = RecordingReader.open(file)) {
      while (reader.next() != null) {
        lines++;
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.har", "a.jsonl"})
  void utf16IsRefusedWithWhatToDo(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, "\uFEFF{\"log\": {\"entries\": []}}".getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith(file + ": cannot be read: it is in UTF-16; save it in UTF-8");
    assertThatThrownBy(() -> RecordingReader.ofContent("-", Files.newInputStream(file)))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("-: cannot be read: it is in UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void wideTextIsToldWithoutAMarkToo(String charset) throws IOException {
    Path file = folder.resolve("a.har");
    Files.write(file, "{\"log\": {\"entries\": []}}".getBytes(Charset.forName(charset)));

    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "%s: cannot be read: it is in %s; save it in UTF-8, such as with iconv -f %s -t UTF-8"
                .formatted(file, charset, charset));
  }

  @Test
  void aFileIsReadAsItsBytesSayThatItIsCompressed() throws IOException, RecordingException {
    Path packed = folder.resolve("a.har");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(HAR.getBytes(StandardCharsets.UTF_8));
    }
    Path archive = folder.resolve("b.har");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("har.har"));
      out.write(HAR.getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : List.of(packed, archive)) {
      try (RecordingReader reader = RecordingReader.open(file)) {
        assertThat(reader.next()).as("%s", file).isInstanceOf(RecordingReader.Read.class);
        assertThat(reader.next()).isNull();
      }
    }
    Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 7});
    assertThatThrownBy(() -> RecordingReader.open(packed).next())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("it begins as gzip does, and it cannot be decompressed");
  }

  @Test
  void folderIsNoFile() throws IOException {
    Path har = Files.createDirectory(folder.resolve("a.har"));
    Path lines = Files.createDirectory(folder.resolve("a.jsonl"));

    assertThatThrownBy(() -> RecordingReader.open(har).next())
        .isInstanceOf(RecordingException.class)
        .hasMessage(har + ": entry 0: cannot be read: Is a directory");
    assertThatThrownBy(() -> RecordingReader.open(lines).next())
        .isInstanceOf(RecordingException.class)
        .hasMessage(lines + ":0: cannot be read any further: Is a directory");
  }
}
