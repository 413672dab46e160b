package dev.concordat.conformance.recording;

import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the HAR of a ZIP archive, and the bodies that lie beside it there. */
final class ArchiveReader extends RecordingReader {
  private final FileSystem archive;
  private final RecordingReader har;

  private ArchiveReader(FileSystem archive, RecordingReader har) {
    this.archive = archive;
    this.har = har;
  }

  static RecordingReader of(Path file) throws RecordingException, IOException {
    FileSystem archive = FileSystems.newFileSystem(file, Map.of());
    try {
      Path har = har(file, archive);
      RecordingSource source = RecordingSource.of(har, Packing.ZIP);
      return new ArchiveReader(
          archive, new HarReader(file.toString(), Files.newInputStream(har), source));
    } catch (RecordingException | IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Path har(Path file, FileSystem archive) throws RecordingException, IOException {
    try (Stream<Path> children = Files.list(archive.getPath("/"))) {
      List<Path> hars =
          children
              .filter(child -> child.toString().toLowerCase(Locale.ROOT).endsWith(".har"))
              .limit(2)
              .toList();
      if (hars.size() == 1) {
        return hars.get(0);
      }
      throw new RecordingException(
          hars.isEmpty()
              ? file + ": the archive has no .har at its top; unpack it and name the recording"
              : file + ": the archive has more than one .har; unpack it and name the folder");
    }
  }

  @Override
  public @Nullable EntryBatch batch() throws RecordingException {
    return har.batch();
  }

  @Override
  public void close() throws IOException {
    try (archive) {
      har.close();
    }
  }
}
