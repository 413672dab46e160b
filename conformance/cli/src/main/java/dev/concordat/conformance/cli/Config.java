package dev.concordat.conformance.cli;

import dev.concordat.language.ContractException;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a file {@value #NAME} says. A key is a command's option without its dashes; it stands in the
 * section of the command, or at the top for all commands that have it. Paths are those from the
 * file's folder.
 */
final class Config {
  static final String NAME = "concordat.yaml";

  /** That of a run without a file. */
  static final Config NONE = new Config(null, Path.of(""));

  private final @Nullable SourceTree source;
  private final Path folder;

  private Config(@Nullable SourceTree source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** The file in this folder or in the nearest one above that has it, or null. */
  static @Nullable Path find(Path from) {
    for (Path folder = from.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  /**
   * Reads a file.
   *
   * @throws UnusableException where it cannot be read
   * @throws ContractException where it has a mistake; the message begins with its line
   */
  static Config read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UnusableException("--config %s: there is no such file".formatted(file));
    }
    try {
      SourceTree source = SourceTree.read(file);
      DataForm.CONFIG.check(source);
      Path folder = file.toAbsolutePath().normalize().getParent();
      return new Config(source, folder == null ? Path.of("") : folder);
    } catch (IOException e) {
      throw new UnusableException("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** How messages name the file, or null where there is none. */
  @Nullable String file() {
    return source == null ? null : source.file();
  }

  /**
   * The value for a command: that of its section, else the one at the top, else missing. Reports at
   * the top are those of check alone, as two commands must not write into one file.
   */
  JsonNode value(String command, String key) {
    if (source == null) {
      return MissingNode.getInstance();
    }
    JsonNode own = source.root().path(command).path(key);
    boolean isOfCheck = key.equals("reports") && !command.equals("check");
    return own.isMissingNode() && !isOfCheck ? source.root().path(key) : own;
  }

  /** A mistake in an item of a list at the top, which names its line. */
  ContractException mistake(String key, int index, String message) {
    return Objects.requireNonNull(source)
        .error("/%s/%d".formatted(key, index), "%s.%d: %s".formatted(key, index, message));
  }

  /** The texts of a list, or of a single text, for a command. */
  List<String> texts(String command, String key) {
    List<String> texts = new ArrayList<>();
    JsonNode value = value(command, key);
    if (value.isArray()) {
      value.forEach(item -> texts.add(item.asString()));
    } else if (value.isObject()) {
      value.properties().forEach(e -> texts.add(e.getKey() + "=" + e.getValue().asString()));
    } else if (value.isValueNode()) {
      texts.add(value.asString());
    }
    return texts;
  }

  /** The provider of each host that is named. */
  Map<String, String> hosts() {
    Map<String, String> hosts = new LinkedHashMap<>();
    if (source != null) {
      source
          .root()
          .path("hosts")
          .properties()
          .forEach(host -> hosts.put(host.getKey(), host.getValue().asString()));
    }
    return hosts;
  }

  /** A path of the file, seen from where the program runs. */
  String resolve(String path) {
    return folder.resolve(path).toString();
  }
}
