package dev.concordat.changes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A change of the contract in {@code base.yaml}, and what is expected of it.
 *
 * @param id the provider that the changed contract is of, and so the last part of its package
 * @param expected the entry of {@code changes.yaml}
 */
record Change(String id, String name, JsonNode expected) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** All changes, in the order of their files. */
  static List<Change> all() {
    List<Change> all = new ArrayList<>();
    for (String file :
        List.of("schemas", "unions", "parameters", "bodies", "documents", "streams", "combined")) {
      for (JsonNode entry : read(file + ".yaml")) {
        String id = "c%03d".formatted(all.size() + 1);
        all.add(new Change(id, entry.path("name").asString(), entry));
      }
    }
    return all;
  }

  static JsonNode read(String name) {
    try (InputStream in = Change.class.getResourceAsStream(name)) {
      return YAML.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Writes the changed contract into a folder of its own; gives the file. */
  Path write(Path folder) throws IOException {
    JsonNode contract = read("base.yaml");
    for (Map.Entry<String, JsonNode> change : expected.path("change").properties()) {
      set(contract, JsonPointer.compile(change.getKey()), change.getValue());
    }
    Path file = folder.resolve(id).resolve("openapi.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, YAML.writeValueAsString(contract));
    return file;
  }

  // Sets what stands at a place; null takes it away.
  private static void set(JsonNode root, JsonPointer at, JsonNode value) {
    JsonNode holder = root.at(at.head());
    String last = at.last().getMatchingProperty();
    if (holder instanceof ArrayNode array) {
      array.add(value);
    } else if (holder instanceof ObjectNode object && value.isNull()) {
      if (object.remove(last) == null) {
        throw new IllegalStateException("there is nothing at " + at);
      }
    } else if (holder instanceof ObjectNode object) {
      object.set(last, value);
    } else {
      throw new IllegalStateException("there is no object at " + at.head());
    }
  }

  /** Whether the client has to be refused. */
  boolean isRefused() {
    return expected.has("refused");
  }

  @Override
  public String toString() {
    return name;
  }
}
