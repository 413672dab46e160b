package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that are larger than the heap, or that make a reader hold more and more, are judged. */
class BoundedMemoryTests {
  private static final String HEAP = "-Xmx64m";

  @Test
  void streamsWithoutEndAreJudgedInASmallHeap() throws IOException {
    List<String> lines = run();

    assertThat(lines)
        .containsExactly(
            "text that adds up to little: {sum of 152=1}",
            "text: {stream.sum unchecked=1}",
            "a line that never ends: {stream.cut violation=1}",
            "a comment that never ends: {stream.empty violation=1}",
            "a line: {stream.too-long unchecked=1, sum of 154=1}",
            "data lines: {stream.too-long unchecked=1, sum of 154=1}",
            "empty data lines: {stream.too-long unchecked=1, sum of 154=1}",
            "empty events: {json.syntax violation=1000000, sum of 154=1}",
            "empty lines: {sum of 154=1}",
            "choices: {stream.finish unchecked=1, stream.finish violation=1023, stream.sum"
                + " unchecked=1}",
            "calls: {stream.sum unchecked=1}",
            "fields: {stream.sum unchecked=1}",
            "objects: {stream.sum unchecked=1}",
            "lists: {stream.sum unchecked=1}",
            "ids: {stream.sum unchecked=1}",
            "fields of the answer: {stream.sum unchecked=1, stream.trailer drift=800}");
  }

  private static List<String> run() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HugeStreams.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } finally {
      process.destroy();
    }
  }
}
