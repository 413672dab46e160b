package dev.concordat.client.generator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contract's file, YAML or JSON, as a tree that knows on which line each of its nodes stands.
 * OpenAPI Generator's own model of it knows no lines, and leaves out what it has no field for.
 */
final class Source {
  private static final int MAX_DEPTH = 100;
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private final String file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final ObjectNode root;

  private Source(String file, JsonParser parser) throws IOException {
    this.file = file;
    parser.nextToken();
    JsonNode read = node(parser, JsonPointer.empty(), 0);
    if (!(read instanceof ObjectNode object)) {
      throw new RefusedContractException(file + ":1: expected an OpenAPI document");
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
      Path path = path(spec);
      file = path.normalize().toString();
      try (JsonParser parser = new YAMLFactory().createParser(Files.newBufferedReader(path))) {
        return new Source(file, parser);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new RefusedContractException(
          "%s:%d: %s"
              .formatted(file, line, String.valueOf(e.getOriginalMessage()).lines().toList()));
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
    Path sibling = Path.of(file).resolveSibling(name);
    return Files.exists(sibling) ? read(sibling.toString()) : null;
  }

  /** The line of a node or of the nearest one around it, from 1, as in {@code file:line}. */
  String place(String pointer) {
    return file + ":" + line(pointer);
  }

  /** The line, from 1, of the node at the pointer or of the nearest one around it. */
  int line(String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    while (at != null && !lines.containsKey(at)) {
      at = at.head();
    }
    return at == null ? 1 : lines.getOrDefault(at, 1);
  }

  private JsonNode node(JsonParser parser, JsonPointer at, int depth) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    lines.putIfAbsent(at, line);
    if (depth > MAX_DEPTH) {
      throw refused(line, "nests deeper than " + MAX_DEPTH + " levels");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw refused(line, "an alias; write a $ref");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      ArrayNode array = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(node(parser, at.append(JsonPointer.compile("/" + array.size())), depth + 1));
      }
      return array;
    }
    if (token == JsonToken.START_OBJECT) {
      return object(parser, at, depth);
    }
    if (token == null) {
      throw refused(line, "the file is empty");
    }
    return switch (token) {
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      default -> NODES.textNode(parser.getText());
    };
  }

  private ObjectNode object(JsonParser parser, JsonPointer at, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      if (object.has(name)) {
        throw refused(line, "the key '" + name + "' stands here twice");
      }
      JsonPointer child = at.appendProperty(name);
      lines.put(child, line);
      parser.nextToken();
      object.set(name, node(parser, child, depth + 1));
    }
    return object;
  }

  private RefusedContractException refused(int line, String message) {
    return new RefusedContractException("%s:%d: %s".formatted(file, line, message));
  }
}
