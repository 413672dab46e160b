package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recordings that a command reads. */
final class Inputs {
  private Inputs() {}

  /** A recording that can be opened. */
  interface Input {
    /** How reports name it. */
    String name();

    /**
     * Opens it.
     *
     * @throws RecordingException where it cannot be read
     */
    RecordingReader open() throws RecordingException;
  }

  private record OfFile(Path file) implements Input {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public RecordingReader open() throws RecordingException {
      return RecordingReader.open(file);
    }
  }

  private record Shipped(Contracts.ShippedRecording recording) implements Input {
    @Override
    public String name() {
      return recording.name();
    }

    @Override
    public RecordingReader open() throws RecordingException {
      return RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()));
    }
  }

  /**
   * The recordings of the paths: files as they are, of folders all recordings in them, sorted;
   * where there is no path, the documented ones that ship with Concordat.
   *
   * @throws UnusableException where a folder has no recording
   */
  static List<Input> of(List<Path> paths) {
    if (paths.isEmpty()) {
      return Contracts.shippedRecordings().stream().<Input>map(Shipped::new).toList();
    }
    List<Input> inputs = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        inputs.addAll(in(path));
      } else {
        inputs.add(new OfFile(path));
      }
    }
    return inputs;
  }

  private static List<Input> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Input> inputs =
          files
              .filter(file -> RecordingReader.isRecording(file.toString()))
              .filter(Files::isRegularFile)
              .sorted()
              .<Input>map(OfFile::new)
              .toList();
      if (inputs.isEmpty()) {
        throw new UnusableException(
            folder
                + ": the folder has no recording (.har, .jsonl, .ndjson, or one of them and .gz)");
      }
      return inputs;
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableException("%s: cannot be listed: %s".formatted(folder, e.getMessage()));
    }
  }
}
