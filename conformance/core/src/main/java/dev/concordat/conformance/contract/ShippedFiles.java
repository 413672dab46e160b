package dev.concordat.conformance.contract;

import dev.concordat.language.CompiledSource;
import dev.concordat.language.ContractException;
import dev.concordat.language.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files that ship with Concordat, on the class path. A jar has a list of them and, beside each
 * YAML file, what is compiled of it; in a folder, where files are still being written, neither is
 * relied on.
 */
final class ShippedFiles {
  private static final String ROOT = "/dev/concordat/spec/";
  private static final String KNOWN = "schemas/ledger.schema.json";

  private static final @Nullable Path FOLDER = folder();

  private ShippedFiles() {}

  /**
   * Their names, below the folder of all specifications, in order.
   *
   * @throws ContractException where they are not on the class path
   */
  static List<String> names() {
    Path folder = FOLDER;
    if (folder == null) {
      return new String(content(CompiledSource.INDEX), StandardCharsets.UTF_8).lines().toList();
    }
    try {
      return CompiledSource.sources(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in one of them. */
  static byte[] content(String name) {
    try (InputStream in = ShippedFiles.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new ContractException(name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a YAML or JSON file as it was written. */
  static SourceTree source(String name) {
    return SourceTree.readFlawed(name, new ByteArrayInputStream(content(name)));
  }

  /** Reads a YAML file, or what is compiled of it where there is that: the same tree. */
  static SourceTree compiled(String name) {
    return FOLDER != null
        ? source(name)
        : CompiledSource.read(name, content(name + CompiledSource.ENDING));
  }

  private static @Nullable Path folder() {
    URL known = ShippedFiles.class.getResource(ROOT + KNOWN);
    try {
      return known == null || !known.getProtocol().equals("file")
          ? null
          : Objects.requireNonNull(Path.of(known.toURI()).getParent()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
