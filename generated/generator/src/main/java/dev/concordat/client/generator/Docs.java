package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Javadoc from what a contract says of a schema or an operation: lines that stand behind a star.
 */
final class Docs {
  private Docs() {}

  /** The lines of a comment on a schema or an operation: what it is, and where that is written. */
  static List<String> of(JsonNode node, ContractTree contract) {
    List<String> lines = new ArrayList<>();
    JsonNode description = node.path("description");
    addText(lines, node.path("summary").asString(""));
    addText(lines, description.asString(""));
    JsonNode source = Extension.SOURCE.of(node);
    if (source.isObject()) {
      addText(
          lines,
          "Source: "
              + contract.document(source.path("document").asString(""))
              + ", "
              + source.path("section").asString("")
              + ".");
    }
    return lines;
  }

  /** The lines of a comment on a member: what it is and which values the contract allows. */
  static List<String> ofMember(JsonNode schema, String name, ContractTree contract) {
    List<String> lines = new ArrayList<>();
    addText(lines, schema.path("description").asString("The member \"" + name + "\"."));
    JsonNode resolved = contract.resolve(schema);
    List<String> facts = new ArrayList<>();
    for (String limit :
        List.of(
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "maxProperties")) {
      if (resolved.has(limit)) {
        facts.add(limit + " " + resolved.path(limit).asString(""));
      }
    }
    if (schema.has("default")) {
      facts.add("default " + schema.path("default").asString(""));
    }
    if (!facts.isEmpty()) {
      addText(lines, "In the contract: " + String.join(", ", facts) + ".");
    }
    return lines;
  }

  private static void addText(List<String> lines, String text) {
    if (text.isBlank()) {
      return;
    }
    boolean first = true;
    if (!lines.isEmpty()) {
      lines.add("");
    }
    for (String line : text.strip().lines().toList()) {
      lines.add(" " + (first && !lines.isEmpty() ? "<p>" : "") + escape(line.strip()));
      first = false;
    }
  }

  static String escape(String text) {
    return text.replaceAll("`([^`]*)`", "\u0001$1\u0002")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;")
        .replace("\\u", "&#92;u")
        .replace("\u0001", "<code>")
        .replace("\u0002", "</code>");
  }
}
