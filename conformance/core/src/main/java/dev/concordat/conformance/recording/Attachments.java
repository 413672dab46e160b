package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a recording keeps bodies in, in its folder or below. A recording is not trusted:
 * none outside that folder is opened, whatever it names and wherever links lead.
 */
final class Attachments {
  private Attachments() {}

  /**
   * The decoded body that a file is.
   *
   * @param folder that of the recording; null where it has none
   * @param stated the body's size in bytes; 0 where none is stated
   */
  static Body body(
      @Nullable Path folder, String name, @Nullable String type, Headers headers, long stated) {
    try {
      Path path = find(folder, name);
      long size = Files.size(path);
      // What an archive has may be compressed without measure.
      boolean isPlain = path.getFileSystem().equals(FileSystems.getDefault());
      if (size > RecordingReader.MAX_STRING && isPlain && ContentDecoding.isEventStream(type)) {
        Body.Stored stored = new Body.Stored(() -> Files.newInputStream(path), size);
        return ContentDecoding.ofStored(type, stored, false, headers);
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(RecordingReader.MAX_STRING + 1);
        return bytes.length > RecordingReader.MAX_STRING
            ? RecordedBody.tooLarge(type, stated)
            : ContentDecoding.ofBytes(type, bytes, headers);
      }
    } catch (IOException e) {
      return Body.notRecorded(
          type,
          "the recording has the body in the file '%s', which cannot be read: %s"
              .formatted(name, e.getMessage()),
          stated);
    }
  }

  // The message of a failure says why there is none that may be opened.
  private static Path find(@Nullable Path folder, String name) throws IOException {
    if (folder == null) {
      throw new IOException("the recording has no folder");
    }
    try {
      Path relative = folder.getFileSystem().getPath(name);
      boolean leavesFolder = relative.isAbsolute() || relative.normalize().startsWith("..");
      if (leavesFolder || name.isBlank() || name.indexOf('\\') >= 0) {
        throw new IOException("its name leads out of the recording's folder");
      }
      Path file = folder.resolve(relative).toRealPath();
      if (!file.startsWith(folder.toRealPath())) {
        throw new IOException("it is a link that leads out of the recording's folder");
      }
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is no file");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new IOException("its name is no file's", e);
    } catch (NoSuchFileException e) {
      throw new IOException("it is not beside the recording; keep them together", e);
    }
  }
}
