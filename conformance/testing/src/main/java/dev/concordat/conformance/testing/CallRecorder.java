package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Records calls, cleared of secrets. What cannot be recorded is remembered, and why. */
final class CallRecorder implements Closeable {
  private final RecordingWriter writer;
  private final List<String> failures = new ArrayList<>();

  private CallRecorder(RecordingWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens a file.
   *
   * @param words what contracts say, which is no secret
   * @throws IllegalArgumentException where it cannot be recorded to
   */
  static CallRecorder open(Path file, Set<String> words) {
    try {
      return new CallRecorder(RecordingWriter.open(file, words));
    } catch (RecordingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  synchronized void record(String name, WireExchange exchange) {
    try {
      writer.append(exchange);
    } catch (RedactionException | RecordingException e) {
      failed(name, String.valueOf(e.getMessage()));
    }
  }

  /** Takes that a call is not recorded. */
  synchronized void failed(String name, String reason) {
    failures.add("%s was not recorded: %s".formatted(name, reason));
  }

  synchronized void assertRecorded() {
    if (!failures.isEmpty()) {
      throw new AssertionError(String.join("\n", failures));
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
