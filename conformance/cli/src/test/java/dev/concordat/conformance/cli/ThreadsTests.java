package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concordat.conformance.contract.Contracts;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a run says tells how many threads it had. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ThreadsTests {
  private static final List<Integer> THREADS = List.of(2, 7);
  private static final int MANY = 300;

  @TempDir private Path folder;

  private static String drifting(int number) {
    return Entries.CONFORMS
        .replace(
            "\\\"id\\\": \\\"a\\\"",
            "\\\"id\\\": \\\"a\\\", \\\"extra_%d\\\": %d".formatted(number % 70, number))
        .replaceFirst(
            "\\{",
            "{\"startedDateTime\": \"2025-03-%02dT10:00:00+0%d:00\", "
                .formatted(1 + number * 7 % 28, number % 3));
  }

  private static String aside(int number) {
    return "{\"request\": {\"method\": \"GET\", \"url\": \"https://host-%d.example/\", \"headers\": []}}"
        .formatted(number % 9);
  }

  private static String entry(int number) {
    return switch (number % 7) {
      case 0 -> Entries.CONFORMS;
      case 1 -> Entries.VIOLATES;
      case 2 -> Entries.UNCHECKED;
      case 3 -> drifting(number);
      case 4 -> aside(number);
      case 5 -> "{\"request\": " + number + "}";
      default -> Entries.DRIFTS;
    };
  }

  private static List<String> entries(int count) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  private static String har(List<String> entries, String separator) {
    return "{\"log\": {\"entries\": [\n%s\n]}}".formatted(String.join(separator, entries));
  }

  // Of what reading and judging know, something of each.
  private Path recordings() throws IOException {
    Path all = Files.createDirectories(folder.resolve("recordings"));
    for (Contracts.ShippedRecording shipped : Contracts.shippedRecordings()) {
      Files.write(all.resolve(shipped.name().replace('/', '-')), shipped.content());
    }
    Files.write(all.resolve("lines.jsonl"), entries(3 * MANY));
    Files.writeString(all.resolve("many.har"), har(entries(MANY), ",\n"));
    Files.writeString(
        all.resolve("broken.har"),
        har(entries(MANY), ",\n").replaceFirst("(?s)(.{90000}.*?)\":", "$1:"));
    Files.writeString(all.resolve("cut.har"), har(entries(MANY), ",").substring(0, 100_000));
    Files.writeString(all.resolve("twice.har"), har(entries(9), ",") + "{}");
    Files.writeString(all.resolve("none.har"), "{}");
    Files.writeString(all.resolve("empty.jsonl"), "\n\n");
    Files.writeString(
        all.resolve("bad.jsonl"),
        String.join("\n", entries(50)).replace("\"headers\": []", "\"headers\": ["));
    byte[] zipped = gzip(String.join("\n", entries(2 * MANY)));
    Files.write(all.resolve("zipped.jsonl.gz"), zipped);
    Files.write(all.resolve("cut.jsonl.gz"), Arrays.copyOf(zipped, zipped.length - 100));
    Path members = Files.write(all.resolve("members.jsonl.gz"), zipped);
    Files.write(members, zipped, StandardOpenOption.APPEND);
    Path damaged = Files.copy(members, all.resolve("damaged.jsonl.gz"));
    Files.write(damaged, new byte[] {1}, StandardOpenOption.APPEND);
    try (BufferedWriter out = Files.newBufferedWriter(all.resolve("long.jsonl"))) {
      for (int i = 0; i < 2; i++) {
        out.write(entry(i) + "\n");
        String longer =
            Entries.VIOLATES.replace("\\\"b\\\"", "\\\"" + "b".repeat(5 << 20) + "\\\"");
        out.write(longer + "\n" + drifting(i) + "\n");
      }
    }
    return all;
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Map<String, String> written(Path reports) throws IOException {
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.toList()) {
        written.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return written;
  }

  private Map<String, String> check(Path recordings, int threads) throws IOException {
    Path reports = Files.createDirectories(folder.resolve("reports" + threads));
    List<Object> arguments = new ArrayList<>(List.of("check", recordings, "--threads", threads));
    for (String form : List.of("html", "json", "junit", "markdown", "ndjson", "sarif", "text")) {
      arguments.addAll(List.of("--report", form + "=" + reports.resolve(form)));
    }
    Run run = Run.of(arguments.toArray());
    Map<String, String> said = written(reports);
    said.put("status", String.valueOf(run.status()));
    said.put("out", run.out());
    said.put("err", run.err());
    return said;
  }

  @Test
  void reportsAreTheSame() throws IOException {
    Path recordings = recordings();

    Map<String, String> alone = check(recordings, 1);

    assertThat(alone.get("status")).isEqualTo("2");
    assertThat(alone.get("err"))
        .contains(
            "broken.har:",
            "cut.har:",
            "twice.har:",
            "none.har:",
            "cut.jsonl.gz:",
            "damaged.jsonl.gz:")
        .contains("what comes after is not read");
    assertThat(alone.get("out")).contains("long.jsonl[1]", "set aside: ");
    for (int threads : THREADS) {
      Map<String, String> several = check(recordings, threads);
      assertThat(several.keySet()).isEqualTo(alone.keySet());
      alone.forEach(
          (form, report) ->
              assertThat(several.get(form).equals(report)).as(form + ", " + threads).isTrue());
    }
  }

  @Test
  void reportsOfFoldersOfManyFilesAreTheSame() throws IOException {
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < MANY; i++) {
      String lines = String.join("\n", entries(i % 11));
      boolean isPacked = i % 3 == 0;
      Path file = many.resolve("%03d.jsonl%s".formatted(i, isPacked ? ".gz" : ""));
      Files.write(file, isPacked ? gzip(lines) : lines.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, String> alone = check(many, 1);

    assertThat(alone.get("ndjson").contains("003.jsonl.gz")).isTrue();
    for (int threads : THREADS) {
      assertThat(check(many, threads).equals(alone)).as("%d threads", threads).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void moreFilesThanMayBeOpenAreRead(int threads) throws Exception {
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < 1000; i++) {
      Files.writeString(many.resolve("%03d.jsonl".formatted(i)), Entries.DRIFTS);
    }
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n 400 && exec \"$@\"", "sh"));
    command.addAll(Fork.command("check", many.toString(), "--threads", "" + threads));
    Path out = folder.resolve("out.txt");

    Process process =
        Fork.program(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();

    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(out).content().contains("1000 exchanges: 0 conforms, 1000 drifts, 0 unchecked");
    } finally {
      process.destroyForcibly();
    }
  }

  // Nobody can write to a pipe before it is opened for reading, so the second is read before the
  // first; the third is a file that is cut.
  @Test
  void pipesAreReadSideBySide() throws Exception {
    Path first = folder.resolve("a.jsonl");
    Path second = folder.resolve("b.jsonl");
    assumeTrue(run("mkfifo", first.toString(), second.toString()) == 0, "no named pipes");
    Path third = Files.writeString(folder.resolve("c.har"), har(entries(9), ",").substring(0, 999));
    ExecutorService feeder = Executors.newSingleThreadExecutor();
    try {
      Future<?> fed =
          feeder.submit(
              () -> {
                Files.write(second, entries(MANY));
                Files.write(first, entries(MANY));
                return null;
              });

      Run run = Run.of("check", first, second, third, "--format", "ndjson", "--threads", 2);

      fed.get(5, TimeUnit.MINUTES);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("c.har:");
      Path same = Files.createDirectories(folder.resolve("same"));
      Files.write(same.resolve("a.jsonl"), entries(MANY));
      Files.write(same.resolve("b.jsonl"), entries(MANY));
      Files.copy(third, same.resolve("c.har"));
      Run alone = Run.of("check", same, "--format", "ndjson", "--threads", 1);
      assertThat(run.out()).isEqualTo(alone.out().replace(same + "/", folder + "/"));
    } finally {
      feeder.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=text", "--format=json", "--patch"})
  void driftIsTheSame(String form) throws IOException {
    Path recordings = recordings();

    Run alone = Run.of("drift", recordings, form, "--threads", 1);

    assertThat(alone.out()).contains("extra_3");
    for (int threads : THREADS) {
      assertThat(Run.of("drift", recordings, form, "--threads", threads)).isEqualTo(alone);
    }
  }

  // More different fields than are counted, and more places of one.
  @Test
  void driftIsTheSameWhereThereIsMoreThanIsCounted() throws IOException {
    Path file = folder.resolve("a.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 60; i++) {
        StringBuilder members = new StringBuilder();
        for (int n = 0; n < (i == 40 ? 60_000 : 100); n++) {
          members.append(
              ", \\\"field_%d\\\": 1".formatted((i * 37 + n) % 7000 + (i == 40 ? n : 0)));
        }
        out.write(
            Entries.CONFORMS.replace("\\\"id\\\": \\\"a\\\"", "\\\"id\\\": \\\"a\\\"" + members)
                + "\n");
      }
    }

    Run alone = Run.of("drift", file, "--format", "json", "--threads", 1);

    for (int threads : THREADS) {
      assertThat(Run.of("drift", file, "--format", "json", "--threads", threads)).isEqualTo(alone);
    }
  }

  @Test
  void baselineIsTheSame() throws IOException {
    Path recordings = recordings();
    Files.delete(recordings.resolve("none.har"));
    String alone = baseline(recordings, 1);

    assertThat(alone).contains("schema.enum");
    for (int threads : THREADS) {
      assertThat(baseline(recordings, threads)).isEqualTo(alone);
    }
  }

  private String baseline(Path recordings, int threads) throws IOException {
    Path file = folder.resolve("baseline" + threads + ".yaml");
    Run.of(
        "check",
        recordings,
        "--threads",
        threads,
        "--write-baseline",
        "--baseline",
        file,
        "--owner",
        "a",
        "--reason",
        "b");
    return Files.readString(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "257"})
  void numberThatIsNoNumberOfThreadsIsRefused(String threads) {
    Run run = Run.of("check", "--threads", threads);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("concordat: --threads %s: expected 1 to 256%n".formatted(threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void reportThatCannotBeWrittenIsSaid(int threads) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no device that is full");
    Path recordings = recordings();

    Fork fork =
        Fork.of(
            folder,
            "check",
            recordings.toString(),
            "--threads",
            "" + threads,
            "--output",
            "/dev/full");

    assertThat(fork.status()).isEqualTo(2);
    assertThat(fork.err()).endsWith("concordat: the report could not be written\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interruptedRunEndsAndDoesNotSayThatItPassed(int threads) throws Exception {
    Path pipe = folder.resolve("a.jsonl");
    assumeTrue(run("mkfifo", pipe.toString()) == 0, "there are no named pipes");
    Process process =
        Fork.program(Fork.command("check", pipe.toString(), "--threads", "" + threads))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    try (OutputStream out = Files.newOutputStream(pipe)) {
      // It is open, so the program reads it, and waits for more.
      out.write((Entries.CONFORMS + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();

      // A build in the background ignores SIGINT, and so does what it starts.
      assertThat(run("kill", "-TERM", "" + process.pid())).isZero();

      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
