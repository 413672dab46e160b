package dev.concordat.conformance.testing;

import dev.concordat.conformance.recording.RecordingReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Recording files of the class path, which may be those of a jar, and of the file system. */
final class RecordingFiles implements Closeable {
  private final List<OfName> files = new ArrayList<>();
  private final List<FileSystem> jars = new ArrayList<>();

  /** A file, and how tests name it: by its path below the folder that was asked for. */
  record OfName(String name, Path path) {}

  private RecordingFiles() {}

  /**
   * Finds recordings.
   *
   * @param locations files and folders, of the class path or else of the file system
   * @throws IllegalArgumentException where a location does not exist or has no recording
   */
  static RecordingFiles find(List<String> locations, ClassLoader loader) {
    RecordingFiles found = new RecordingFiles();
    try {
      for (String location : locations) {
        found.add(location, loader);
      }
      return found;
    } catch (IOException e) {
      found.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
  }

  List<OfName> all() {
    return files;
  }

  private void add(String location, ClassLoader loader) throws IOException {
    String resource = location.startsWith("/") ? location.substring(1) : location;
    List<Path> roots = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(resource))) {
      roots.add(path(url));
    }
    if (roots.isEmpty()) {
      roots.add(Path.of(location));
    }
    int before = files.size();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new IllegalArgumentException(
            "expected recordings in '%s'; it is neither on the class path nor is there %s"
                .formatted(location, root.toAbsolutePath()));
      }
      addAll(root);
    }
    if (files.size() == before) {
      throw new IllegalArgumentException(
          "expected recordings in '%s'; it has no %s"
              .formatted(location, RecordingReader.endings()));
    }
  }

  private void addAll(Path root) throws IOException {
    try (Stream<Path> below = Files.walk(root)) {
      below
          .filter(file -> RecordingReader.isRecording(file.toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> files.add(new OfName(name(root, file), file)));
    }
  }

  private static String name(Path root, Path file) {
    return root.equals(file)
        ? String.valueOf(file.getFileName())
        : root.relativize(file).toString().replace('\\', '/');
  }

  private Path path(URL url) throws IOException {
    try {
      URI uri = url.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return Path.of(uri);
      }
      // Opened for this use alone, so that nobody else's file system is closed with it.
      String text = uri.getRawSchemeSpecificPart();
      int end = text.indexOf("!/");
      FileSystem jar =
          FileSystems.newFileSystem(Path.of(URI.create(text.substring(0, end))), Map.of());
      jars.add(jar);
      return jar.getPath(URI.create(text.substring(end + 1)).getPath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    for (FileSystem jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
