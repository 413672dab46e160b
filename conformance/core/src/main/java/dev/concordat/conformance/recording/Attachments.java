package dev.concordat.conformance.recording;

import java.io.IOException;
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
   * The file of this name.
   *
   * @param folder that of the recording; null where it has none
   * @throws IOException where there is none that may be opened; the message says why
   */
  static Path find(@Nullable Path folder, String name) throws IOException {
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
