package dev.concordat.client.generator;

import dev.concordat.language.ContractException;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of a contract, whose lines are known. OpenAPI Generator's own model of it knows none, and
 * leaves out what it has no field for.
 */
final class Source {
  private final Path path;
  private final SourceTree tree;
  private final ObjectNode root;

  private Source(Path path, SourceTree tree) {
    this.path = path;
    this.tree = tree;
    if (!(tree.root() instanceof ObjectNode object)) {
      throw new RefusedContractException(tree.file() + ":1: expected an OpenAPI document");
    }
    this.root = object;
  }

  /**
   * Reads a file.
   *
   * @param spec a path, or a URI of the scheme {@code file}
   * @throws RefusedContractException if it cannot be read; the message names the file, and the line
   */
  static Source read(String spec) {
    String file = spec;
    try {
      Path path = path(spec).normalize();
      file = path.toString();
      return new Source(path, SourceTree.read(path));
    } catch (ContractException e) {
      throw new RefusedContractException(String.valueOf(e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedContractException(
          file + ": the contract has to be a file that can be read: " + e.getMessage());
    }
  }

  /** The path that a text is which the plugin gives: a path, or a URI of the scheme file. */
  static Path path(String spec) {
    return spec.startsWith("file:") ? Path.of(URI.create(spec)) : Path.of(spec);
  }

  ObjectNode root() {
    return root;
  }

  /** The file of this name that stands beside; null if there is none. */
  @Nullable Source beside(String name) {
    Path sibling = path.resolveSibling(name);
    return Files.exists(sibling) ? read(sibling.toString()) : null;
  }

  /** The line of a node or of the nearest one around it, from 1, as in {@code file:line}. */
  String place(String pointer) {
    return tree.file() + ":" + line(pointer);
  }

  /** The line, from 1, of the node at the pointer or of the nearest one around it. */
  int line(String pointer) {
    return tree.line(pointer);
  }
}
