package dev.concordat.language;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A YAML or JSON file as a tree that knows on which line each of its nodes stands.
 *
 * <p>The file is not trusted: aliases, explicit tags, duplicate keys, more than {@value
 * YamlReader#MAX_DEPTH} levels and more than {@value YamlReader#MAX_CODE_POINTS} code points are
 * refused.
 */
public final class SourceTree {
  private final String file;
  private final JsonNode root;
  private final Place places;
  private final Map<String, String> flaws;

  SourceTree(String file, JsonNode root, Place places, Map<String, String> flaws) {
    this.file = file;
    this.root = root;
    this.places = places;
    this.flaws = flaws;
  }

  /**
   * Reads a file.
   *
   * @param file how messages name it
   * @throws ContractException where it is no YAML or has a construct that is refused
   */
  public static SourceTree read(String file, InputStream in) {
    SourceTree tree = readFlawed(file, in);
    Flaws flaws = new Flaws();
    flaws.read(() -> tree);
    flaws.refuse();
    return tree;
  }

  /**
   * Reads a file of which more is to be told than that it has a construct that is refused: null
   * stands in the place of one.
   *
   * @throws ContractException where it is no YAML
   */
  public static SourceTree readFlawed(String file, InputStream in) {
    return new YamlReader(file, in).read();
  }

  /**
   * Reads a file, which messages name as its path is written.
   *
   * @throws ContractException as above
   */
  public static SourceTree read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(file.toString(), in);
    }
  }

  /** What the file holds. */
  public JsonNode root() {
    return root;
  }

  /** How messages name the file. */
  public String file() {
    return file;
  }

  /** The line, from 1, of the node at the pointer or of the nearest node around it. */
  public int line(String pointer) {
    return line(JsonPointer.compile(pointer));
  }

  /** The same, of a pointer that is one already. */
  public int line(JsonPointer pointer) {
    return places.find(pointer).line;
  }

  /** An exception whose message begins with the file and the line of the node at the pointer. */
  public ContractException error(String pointer, String message) {
    return new ContractException(told(pointer, message));
  }

  /** A message that begins with the file and the line of the node at the pointer. */
  public String told(String pointer, String message) {
    return "%s:%d: %s".formatted(file, line(pointer), message);
  }

  /** Where its nodes stand. */
  Place places() {
    return places;
  }

  /** What was refused, by the pointer of what stands in its place. */
  public Map<String, String> flaws() {
    return flaws;
  }

  /** Where a node stands; its pointer is made when it is asked for. */
  static final class Place {
    private final @Nullable Place around;
    private final String name;
    private final Map<String, Place> within = new HashMap<>(4);
    int line = 1;

    Place(@Nullable Place around, String name) {
      this.around = around;
      this.name = name;
    }

    Place within(String child) {
      return within.computeIfAbsent(child, key -> new Place(this, key));
    }

    /** The place that a pointer leads to, or the nearest one around it. */
    Place find(JsonPointer pointer) {
      Place next = pointer.matches() ? null : within.get(pointer.getMatchingProperty());
      return next == null ? this : next.find(pointer.tail());
    }

    String pointer() {
      JsonPointer pointer = JsonPointer.empty();
      for (Place place = this; place.around != null; place = place.around) {
        pointer = JsonPointer.empty().appendProperty(place.name).append(pointer);
      }
      return pointer.toString();
    }
  }
}
