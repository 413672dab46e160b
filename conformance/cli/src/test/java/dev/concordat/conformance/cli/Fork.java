package dev.concordat.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the program in a JVM of its own, with a heap of 256 MB. */
record Fork(int status, String out, String err) {
  static Fork of(Path folder, String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        program(command(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the program did not come to an end");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Fork(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What runs a command, of which Java says nothing that the environment would have it say. */
  static ProcessBuilder program(List<String> command) {
    ProcessBuilder program = new ProcessBuilder(command);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(program.environment()::remove);
    return program;
  }

  /** The command of such a run. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
