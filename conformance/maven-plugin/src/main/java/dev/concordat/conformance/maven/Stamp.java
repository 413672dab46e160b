package dev.concordat.conformance.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file that says what a run looked at, so that the same need not be looked at again. */
final class Stamp {
  private final Path file;

  Stamp(File file) {
    this.file = file.toPath();
  }

  /** What tells a run from others: its arguments, and the content of what it reads. */
  static String of(List<String> arguments, List<@Nullable File> inputs) throws IOException {
    MessageDigest digest = digest();
    // Another version of the plugin may judge otherwise.
    String version = String.valueOf(Stamp.class.getPackage().getImplementationVersion());
    digest.update((version + String.join("\0", arguments)).getBytes(StandardCharsets.UTF_8));
    for (File input : inputs) {
      if (input != null && input.exists()) {
        try (Stream<Path> files = Files.walk(input.toPath())) {
          for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(path.toString().getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(path)) {
              byte[] buffer = new byte[1 << 16];
              for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
              }
            }
          }
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean is(String content) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(content);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  void write(String content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, content);
  }
}
