package dev.concordat.conformance.drift;

import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** JSONPath expressions (RFC 9535) that select one place. */
final class JsonPath {
  private static final Pattern SHORTHAND = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private JsonPath() {}

  /** The expression for a place in a document. */
  static String of(JsonNode document, JsonPointer place) {
    StringBuilder path = new StringBuilder("$");
    JsonNode node = document;
    for (JsonPointer at = place; !at.matches(); at = at.tail()) {
      String name = at.getMatchingProperty();
      if (node.isArray()) {
        path.append('[').append(at.getMatchingIndex()).append(']');
        node = node.path(at.getMatchingIndex());
      } else {
        path.append(SHORTHAND.matcher(name).matches() ? "." + name : quoted(name));
        node = node.path(name);
      }
    }
    return path.toString();
  }

  private static String quoted(String name) {
    StringBuilder text = new StringBuilder("['");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\'' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append("']").toString();
  }
}
