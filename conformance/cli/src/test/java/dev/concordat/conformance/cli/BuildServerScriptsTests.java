package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that build servers call, as they stand; a program that says its arguments is run. */
final class BuildServerScriptsTests {
  private static final Path SCRIPTS = Path.of("../../docs/ci").toAbsolutePath().normalize();
  private static final Path LAUNCHER = Path.of("src/main/launcher").toAbsolutePath();

  @TempDir private Path folder;
  private Path program;

  @BeforeEach
  void writeProgram() throws IOException {
    program = folder.resolve("program");
    Files.writeString(
        program, "#!/bin/sh\nfor a in \"$@\"; do echo \"<$a>\"; done\nexit ${STATUS:-0}\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int status, String out) {}

  private Ended run(Path in, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out));
  }

  private Ended script(Path in, Map<String, String> environment, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return run(in, environment, command.toArray(new String[0]));
  }

  private static boolean has(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(on -> Files.isExecutable(Path.of(on, name)));
  }

  // ---- install.sh

  private Map<String, String> release(String checksum) throws IOException {
    Path release = Files.createDirectories(folder.resolve("releases/v1.2.3"));
    Files.copy(program, release.resolve("concordat"));
    Files.writeString(release.resolve("concordat.sha256"), checksum + "  concordat\n");
    return Map.of(
        "CONCORDAT_URL", folder.resolve("releases").toUri().toString().replaceFirst("/$", ""),
        "CONCORDAT_HOME", folder.resolve("home").toString());
  }

  private String digest() throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(program)));
  }

  @Test
  void releaseIsFetchedVerifiedAndKept() throws Exception {
    assumeTrue(has("curl"), "there is no curl");
    Map<String, String> environment = release(digest());

    Ended first = script(folder, environment, "install.sh", "v1.2.3");

    Path kept = folder.resolve("home/1.2.3/concordat");
    assertThat(first).isEqualTo(new Ended(0, kept + "\n"));
    assertThat(Files.isExecutable(kept)).isTrue();
    Files.delete(folder.resolve("releases/v1.2.3/concordat"));
    assertThat(script(folder, environment, "install.sh", "1.2.3").status()).isEqualTo(0);
  }

  @Test
  void releaseWithAnotherChecksumIsRefused() throws Exception {
    assumeTrue(has("curl"), "there is no curl");

    Ended ended = script(folder, release("0".repeat(64)), "install.sh", "1.2.3");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).contains("expected " + "0".repeat(64));
    assertThat(folder.resolve("home/1.2.3")).isEmptyDirectory();
  }

  @Test
  void versionIsNoPath() throws Exception {
    Ended ended = script(folder, Map.of(), "install.sh", "../../etc");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).contains("is no version");
  }

  // ---- check-changed.sh and github.sh

  private Path repository() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    git(repository, "init", "-q", "-b", "main");
    Files.writeString(repository.resolve("old.har"), "{}");
    Files.writeString(repository.resolve("gone.har"), "{}");
    commit(repository);
    git(repository, "checkout", "-q", "-b", "change");
    return repository;
  }

  private void commit(Path repository) throws Exception {
    git(repository, "add", "-A");
    git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "A change");
  }

  private void git(Path repository, String... arguments) throws Exception {
    assumeTrue(has("git"), "there is no git");
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Ended ended = run(repository, Map.of(), command.toArray(new String[0]));
    assertThat(ended.status()).as(ended.out()).isEqualTo(0);
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CONCORDAT", program.toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  @Test
  void recordingsThatABranchChangesAreChecked() throws Exception {
    Path repository = repository();
    Files.createDirectories(repository.resolve("re cordings"));
    Files.writeString(repository.resolve("re cordings/$(new) 'a'.jsonl.gz"), "");
    Files.writeString(repository.resolve("-rf.ndjson"), "");
    Files.writeString(repository.resolve("notes.txt"), "");
    Files.delete(repository.resolve("gone.har"));
    commit(repository);

    Ended ended =
        script(repository, environment(), "check-changed.sh", "main", "--", "--fail-on", "drift");

    assertThat(ended.status()).isEqualTo(0);
    assertThat(ended.out().lines())
        .containsExactly(
            "<check>",
            "<--fail-on>",
            "<drift>",
            "<-->",
            "<-rf.ndjson>",
            "<re cordings/$(new) 'a'.jsonl.gz>");
  }

  @Test
  void statusIsThatOfTheCheck() throws Exception {
    Path repository = repository();
    Files.writeString(repository.resolve("new.har"), "");
    commit(repository);

    assertThat(script(repository, environment("STATUS", "1"), "check-changed.sh", "main").status())
        .isEqualTo(1);
    assertThat(script(repository, environment(), "check-changed.sh", "nobranch").status())
        .isEqualTo(2);
    assertThat(script(repository, environment(), "check-changed.sh").status()).isEqualTo(2);
  }

  @Test
  void branchWithoutARecordingPasses() throws Exception {
    Path repository = repository();
    Files.writeString(repository.resolve("notes.txt"), "");
    commit(repository);

    Ended ended = script(repository, environment("STATUS", "1"), "check-changed.sh", "main");

    assertThat(ended).isEqualTo(new Ended(0, "concordat: no recording has changed\n"));
  }

  @Test
  void actionWritesAllReportsAndTakesItsRecordings() throws Exception {
    Ended ended =
        script(
            folder,
            environment(
                "CONCORDAT_RECORDINGS", "a b.har\n\nrecordings\n",
                "CONCORDAT_ARGUMENTS", "--fail-on drift",
                "CONCORDAT_REPORTS", "out"),
            "github.sh");

    assertThat(ended.out().lines())
        .containsExactly(
            "<check>",
            "<--report>",
            "<github>",
            "<--report>",
            "<html=out/concordat.html>",
            "<--report>",
            "<junit=out/concordat.xml>",
            "<--report>",
            "<sarif=out/concordat.sarif>",
            "<--fail-on>",
            "<drift>",
            "<-->",
            "<a b.har>",
            "<recordings>");
  }

  @Test
  void actionChecksWhatAPullRequestChanges() throws Exception {
    Path repository = repository();
    Files.writeString(repository.resolve("new.har"), "");
    commit(repository);

    Ended ended = script(repository, environment("CONCORDAT_BASE", "main"), "github.sh");

    assertThat(ended.out()).contains("<new.har>").doesNotContain("old.har");
  }

  @Test
  void strangerSeesTheThirdFindingAloneFailTheBuild() throws Exception {
    assumeTrue(has("bash"), "there is no bash");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Ended ended =
        run(
            folder,
            Map.of(),
            "bash",
            SCRIPTS.resolve("../../.ci/stranger").normalize().toString(),
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());

    assertThat(ended)
        .isEqualTo(new Ended(0, "stranger: saw the third finding fail the build, and it alone\n"));
  }

  @Test
  void scriptsPassShellcheck() throws Exception {
    assumeTrue(has("shellcheck"), "there is no shellcheck");
    List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources"));
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      scripts
          .filter(script -> script.toString().endsWith(".sh"))
          .forEach(script -> command.add(script.toString()));
    }
    command.add(LAUNCHER.resolve("launch.sh").toString());
    command.add(SCRIPTS.resolve("../../concordat").normalize().toString());
    for (String name : List.of("run", "release", "stranger")) {
      command.add(SCRIPTS.resolve("../../.ci").resolve(name).normalize().toString());
    }

    Ended ended = run(folder, Map.of(), command.toArray(new String[0]));

    assertThat(ended).isEqualTo(new Ended(0, ""));
  }

  @Test
  void releasedFileIsItsScriptAndTheJarBehindIt() throws Exception {
    Path jar = folder.resolve("hello.jar");
    Files.write(jar, helloJar());
    Path released = folder.resolve("concordat file");
    for (Path part : List.of(LAUNCHER.resolve("launch.sh"), LAUNCHER.resolve("released.sh"), jar)) {
      Files.write(
          released,
          Files.readAllBytes(part),
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    }
    assertThat(released.toFile().setExecutable(true)).isTrue();

    Ended ended =
        run(
            folder,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            released.toString(),
            "a b",
            "*");

    assertThat(ended.status()).as(ended.out()).isEqualTo(7);
    assertThat(ended.out()).contains("2 arguments, the first is a b");
  }

  private static byte[] helloJar() throws IOException {
    java.util.jar.Manifest manifest = new java.util.jar.Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Main-Class", Hello.class.getName());
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    String name = Hello.class.getName().replace('.', '/') + ".class";
    try (java.util.jar.JarOutputStream jar = new java.util.jar.JarOutputStream(bytes, manifest);
        java.io.InputStream in = Hello.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new java.util.zip.ZipEntry(name));
      in.transferTo(jar);
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** What the jar of a test runs. */
  public static final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
      byte[] said =
          "%d arguments, the first is %s%n"
              .formatted(arguments.length, arguments[0])
              .getBytes(StandardCharsets.UTF_8);
      System.out.writeBytes(said);
      System.exit(7);
    }
  }
}
