package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies an OpenAPI Overlay 1.0.0 whose targets are single places, in the shorthand and bracket
 * notations of RFC 9535.
 */
final class OverlayApplier {
  private static final Pattern SEGMENT =
      Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\['((?:[^'\\\\]|\\\\['\\\\])*)']|\\[(\\d+)]");

  private OverlayApplier() {}

  /** A YAML text as a tree. */
  static JsonNode yaml(String text) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
    return JsonMapper.shared().valueToTree(loaded);
  }

  /** A copy of a shipped contract's file, changed by an overlay and read again. */
  static Contracts patched(String provider, String overlay, Path folder) throws IOException {
    JsonNode document = yaml(shipped(provider, "openapi.yaml"));
    apply(yaml(overlay), document);
    Path home = Files.createDirectories(folder.resolve(provider));
    Files.writeString(home.resolve("openapi.yaml"), document.toString());
    Files.writeString(home.resolve("ledger.yaml"), shipped(provider, "ledger.yaml"));
    return Contracts.read(folder);
  }

  private static String shipped(String provider, String file) throws IOException {
    String name = "/dev/concordat/spec/%s/%s".formatted(provider, file);
    try (InputStream in = Contracts.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  static void apply(JsonNode overlay, JsonNode document) {
    for (JsonNode action : overlay.path("actions")) {
      JsonNode target = select(document, action.path("target").stringValue());
      JsonNode update = action.get("update");
      assertThat(update).as("update").isNotNull();
      if (target instanceof ArrayNode array) {
        array.add(update);
      } else {
        assertThat(target).as(action.path("target").stringValue()).isInstanceOf(ObjectNode.class);
        merge((ObjectNode) target, update);
      }
    }
  }

  private static void merge(ObjectNode target, JsonNode update) {
    assertThat(update).isInstanceOf(ObjectNode.class);
    for (Map.Entry<String, JsonNode> member : update.properties()) {
      if (target.get(member.getKey()) instanceof ObjectNode inner && member.getValue().isObject()) {
        merge(inner, member.getValue());
      } else {
        target.set(member.getKey(), member.getValue());
      }
    }
  }

  static JsonNode select(JsonNode document, String path) {
    assertThat(path).startsWith("$");
    JsonNode node = document;
    Matcher segments = SEGMENT.matcher(path).region(1, path.length());
    while (segments.lookingAt()) {
      if (segments.group(3) != null) {
        node = node.path(Integer.parseInt(segments.group(3)));
      } else {
        String name = segments.group(1) != null ? segments.group(1) : segments.group(2);
        node = node.path(name.replaceAll("\\\\(.)", "$1"));
      }
      segments.region(segments.end(), path.length());
    }
    assertThat(segments.regionStart()).as(path).isEqualTo(path.length());
    return node;
  }
}
