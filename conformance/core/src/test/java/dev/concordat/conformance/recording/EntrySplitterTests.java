package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a recording is cut into blocks, what is read of it and said of it is the same. */
final class EntrySplitterTests {
  private static final int TIMES = 3000;
  private static final int FEW = 40;
  private static final int ALL = 1 << 20;
  private static final String FILLING = "é😀\\n\\u00e9\\\"\\\\ ".repeat(20);

  private static String entry(int number) {
    return """
    {"request": {"method": "POST", "url": "/%d",\r
    "headers": [{"name": "a", "value": "[{"}], "postData": {"text": "{\\"a\\": \\"%s\\"}"}},\r\n
     "response": null, "comment": "%s"}\
    """
        .formatted(number, number % 2 == 0 ? "}]" : FILLING, number % 3 == 0 ? FILLING : "\\\\");
  }

  private static String har(Random random) {
    List<String> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      entries.add(random.nextInt(5) == 0 ? "[1, \"]\", null]" : entry(i));
    }
    return """
    {"log": {"creator": {"name": "a"}, "pages": [{}],
    "entries": [%s\n], "more": {"entries": 1}}}
    """
        .formatted(String.join(random.nextBoolean() ? " ,\r\n" : ",", entries));
  }

  private static String lines(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      lines.append(entry(i).replaceAll("\\s*[\r\n]+", " "));
      lines.append(List.of("\n", "\r\n", "\n \t\n\n", "", "x\n").get(random.nextInt(5)));
    }
    return lines.toString();
  }

  // As it is, or with a mistake somewhere.
  private static byte[] mutated(String content, Random random) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String mistakes = "{}[]\",:\\ \n\rx1\u0000";
    int kind = random.nextInt(4);
    int at = random.nextInt(bytes.length);
    if (kind == 0) {
      return bytes;
    }
    if (kind == 1) {
      return new String(bytes, 0, at, StandardCharsets.ISO_8859_1)
          .getBytes(StandardCharsets.ISO_8859_1);
    }
    bytes[at] = (byte) mistakes.charAt(random.nextInt(mistakes.length()));
    return bytes;
  }

  private static RecordingReader reader(String name, InputStream in, int maxHeld) {
    return name.endsWith(".har")
        ? new HarReader(name, in, RecordingSource.ofStream(), maxHeld)
        : new JsonLinesReader(name, in, RecordingSource.ofStream(), maxHeld);
  }

  // Every entry in all that is known of it, and how the reading ended.
  private static List<String> read(String name, InputStream in, int maxHeld) {
    List<String> said = new ArrayList<>();
    try (RecordingReader reader = reader(name, in, maxHeld)) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        said.add(said(entry));
      }
    } catch (RecordingException | IOException e) {
      said.add(String.valueOf(e.getMessage()));
    }
    return said;
  }

  private static String said(RecordingReader.Entry entry) {
    if (!(entry instanceof RecordingReader.Read read)) {
      return entry.toString();
    }
    var request = read.exchange().request();
    return "%d %s %s %s %s"
        .formatted(
            read.index(),
            request.method(),
            request.url(),
            request.headers().names(),
            request.body() == null
                ? "-"
                : new String(request.body().bytes(), StandardCharsets.UTF_8));
  }

  /** Hands on a byte at a time and says that no more is there. */
  private static InputStream byByte(byte[] content) {
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      @Override
      public int read(byte[] target, int offset, int size) throws IOException {
        return super.read(target, offset, Math.min(size, 1));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.har", "a.jsonl"})
  void blocksMakeNoDifference(String name) {
    Random random = new Random(1);
    for (int i = 0; i < TIMES; i++) {
      String content = name.endsWith(".har") ? har(random) : lines(random);
      byte[] bytes = mutated(content, random);

      List<String> whole = read(name, new ByteArrayInputStream(bytes), ALL);

      assertThat(read(name, byByte(bytes), ALL))
          .as(new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.har", "a.jsonl"})
  void entryThatIsReadAsItPassesIsWhatItIsWhereItIsHeld(String name) {
    Random random = new Random(2);
    for (int i = 0; i < TIMES; i++) {
      byte[] bytes = mutated(name.endsWith(".har") ? har(random) : lines(random), random);

      List<String> held = read(name, new ByteArrayInputStream(bytes), ALL);
      List<String> passing = read(name, byByte(bytes), FEW);

      assertThat(passing).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(held);
    }
  }

  @Test
  void batchesMayBeReadLaterAndTwice() throws RecordingException, IOException {
    byte[] content = (entry(1) + ",").repeat(5000).getBytes(StandardCharsets.UTF_8);
    String har = "{\"log\": {\"entries\": [%s 1]}}";
    byte[] bytes =
        har.formatted(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    List<EntryBatch> batches = new ArrayList<>();
    try (RecordingReader reader = reader("a.har", new ByteArrayInputStream(bytes), ALL)) {
      for (var batch = reader.batch(); batch != null; batch = reader.batch()) {
        batches.add(batch);
      }
    }

    assertThat(batches).hasSizeGreaterThan(5).noneMatch(EntryBatch::isLong);
    assertThat(batches.stream().mapToInt(EntryBatch::count).sum()).isEqualTo(5001);
    int index = 0;
    for (EntryBatch batch : batches) {
      assertThat(batch.index()).isEqualTo(index);
      String first = said(next(batch));
      batch.restart();
      assertThat(said(next(batch))).isEqualTo(first).startsWith(index + " POST");
      index += batch.count();
    }
  }

  private static RecordingReader.Entry next(EntryBatch batch) throws RecordingException {
    RecordingReader.@Nullable Entry entry = batch.next();
    assertThat(entry).isNotNull();
    return entry;
  }

  @Test
  void whatIsThereIsHandedOnBeforeMoreIsWaitedFor() throws RecordingException, IOException {
    byte[] first = (Recorded.ENTRY + "\n{").getBytes(StandardCharsets.UTF_8);
    InputStream waiting =
        new FilterInputStream(new ByteArrayInputStream(first)) {
          @Override
          public int read(byte[] target, int offset, int size) throws IOException {
            int count = super.read(target, offset, size);
            if (count < 0) {
              throw new IllegalStateException("nobody may wait for more");
            }
            return count;
          }
        };
    try (RecordingReader reader = reader("a.jsonl", waiting, ALL)) {
      assertThat(reader.next()).isInstanceOf(RecordingReader.Read.class);
    }
  }

  @Test
  void failureOfTheFileComesBehindWhatWasReadBefore() {
    byte[] content =
        (Recorded.ENTRY + "\n" + Recorded.ENTRY + "\n{\"a\"").getBytes(StandardCharsets.UTF_8);
    InputStream failing =
        new FilterInputStream(byByte(content)) {
          @Override
          public int read(byte[] target, int offset, int size) throws IOException {
            int count = super.read(target, offset, size);
            if (count < 0) {
              throw new IOException("it is broken");
            }
            return count;
          }
        };

    assertThat(read("a.jsonl", failing, ALL))
        .containsExactly(
            "0 GET /models [] -",
            "1 GET /models [] -",
            "a.jsonl:3: cannot be read any further: it is broken");
  }
}
