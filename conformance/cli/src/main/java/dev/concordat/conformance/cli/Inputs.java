package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recordings that a command reads. */
final class Inputs {
  /** The path that stands for standard input. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private Inputs() {}

  /** A recording that can be opened. */
  interface Input {
    /** How reports name it. */
    String name();

    /** Whether it is read from this file, under whatever name. */
    boolean isOf(Path file) throws IOException;

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
    public boolean isOf(Path other) throws IOException {
      return Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
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
    public boolean isOf(Path file) {
      return false;
    }

    @Override
    public RecordingReader open() throws RecordingException {
      return RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()));
    }
  }

  private record StandardInput() implements Input {
    @Override
    public String name() {
      return "stdin";
    }

    @Override
    public boolean isOf(Path file) {
      return false;
    }

    @Override
    public RecordingReader open() throws RecordingException {
      return RecordingReader.ofContent(name(), System.in);
    }
  }

  private record Unlisted(Path folder, String reason) implements Input {
    @Override
    public String name() {
      return folder.toString();
    }

    @Override
    public boolean isOf(Path file) {
      return false;
    }

    @Override
    public RecordingReader open() throws RecordingException {
      throw new RecordingException(
          "%s: cannot be listed, so that nothing in it was judged: %s".formatted(folder, reason));
    }
  }

  /**
   * The recordings of the paths: files as they are, {@code -} for standard input, of folders all
   * recordings in them, sorted; where there is no path, the documented ones that ship with
   * Concordat. A folder that cannot be listed is one that cannot be opened.
   *
   * @throws UnusableException where a folder has no recording, or a path is empty
   */
  static List<Input> of(List<Path> paths) {
    if (paths.isEmpty()) {
      return Contracts.shippedRecordings().stream().<Input>map(Shipped::new).toList();
    }
    List<Input> inputs = new ArrayList<>();
    for (Path path : paths) {
      if (path.toString().isEmpty()) {
        throw new UnusableException("PATH is empty; name a recording or a folder, . for this one");
      }
      if (path.equals(STANDARD_INPUT)) {
        inputs.add(new StandardInput());
      } else if (Files.isDirectory(path)) {
        inputs.addAll(in(path));
      } else {
        inputs.add(new OfFile(path));
      }
    }
    return inputs;
  }

  /** The same inputs, each file once, whatever the names and folders under which it was given. */
  static List<Input> once(List<Input> inputs) {
    Map<Object, Input> once = new LinkedHashMap<>();
    for (Input input : inputs) {
      once.putIfAbsent(input instanceof OfFile file ? real(file.file()) : input.name(), input);
    }
    return List.copyOf(once.values());
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      // Said when it is read.
      return file.toAbsolutePath().normalize();
    }
  }

  private static List<Input> in(Path folder) {
    Recordings found = new Recordings();
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
    } catch (IOException e) {
      throw new UnusableException("%s: cannot be listed: %s".formatted(folder, e.getMessage()));
    }
    if (found.files.isEmpty() && found.unlisted.isEmpty()) {
      throw new UnusableException(
          folder
              + ": the folder has no recording (%s)".formatted(RecordingReader.endings())
              + found.advice());
    }
    List<Input> inputs = new ArrayList<>();
    found.files.stream().sorted().map(OfFile::new).forEach(inputs::add);
    inputs.addAll(found.unlisted);
    return inputs;
  }

  /** Collects recordings, behind links too; a link that leads nowhere is said when it is read. */
  private static final class Recordings extends SimpleFileVisitor<Path> {
    /** How many files that are no recordings are looked at, where there is nothing else. */
    private static final int MAX_OTHERS = 100;

    private final List<Path> files = new ArrayList<>();
    private final List<Unlisted> unlisted = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    // What the folder has instead, if that can be made a recording of.
    private String advice() {
      Map<String, Path> advice = new LinkedHashMap<>();
      for (Path other : others.stream().sorted().toList()) {
        String told = RecordingReader.advice(other);
        if (told != null) {
          advice.putIfAbsent(told, other);
        }
      }
      StringBuilder text = new StringBuilder();
      advice.forEach((told, file) -> text.append("; %s is %s".formatted(file, told)));
      return text.toString();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (RecordingReader.isRecording(file.toString()) && !attributes.isOther()) {
        files.add(file);
      } else if (files.isEmpty() && others.size() < MAX_OTHERS && attributes.isRegularFile()) {
        others.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      // A link back to a folder above: what is in there is met anyway.
      if (!(failure instanceof FileSystemLoopException)) {
        unlisted.add(new Unlisted(file, reason(failure)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      if (failure != null) {
        unlisted.add(new Unlisted(folder, reason(failure)));
      }
      return FileVisitResult.CONTINUE;
    }

    private static String reason(IOException failure) {
      return failure instanceof AccessDeniedException
          ? "permission denied"
          : String.valueOf(failure.getMessage());
    }
  }
}
