package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.exchange.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which a provider says that something is wrong. It is a file of data, {@code
 * errors/<provider>.json}: the body with places for the values, and the kinds of errors with their
 * status and values. A provider without a file has the form of {@code default.json}.
 */
final class ErrorForm {
  static final String MEDIA_TYPE = "application/json";

  private final JsonNode form;

  private ErrorForm(JsonNode form) {
    this.form = form;
  }

  /** A kind of error: its status, and its code and message as text. */
  record Kind(int status, String code, String message) {}

  static ErrorForm of(String provider) {
    JsonNode own = read(provider);
    return new ErrorForm(own != null ? own : defaults());
  }

  static ErrorForm unknownProvider() {
    return new ErrorForm(defaults());
  }

  private static JsonNode defaults() {
    JsonNode form = read("default");
    if (form == null) {
      throw new IllegalStateException("errors/default.json is not on the class path");
    }
    return form;
  }

  private static @Nullable JsonNode read(String name) {
    try (InputStream in = ErrorForm.class.getResourceAsStream("errors/" + name + ".json")) {
      return in == null
          ? null
          : JsonText.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Kind kind(String name) {
    JsonNode json = json(name);
    return new Kind(
        json.path("status").intValue(),
        json.path("code").asString(),
        json.path("message").asString());
  }

  private JsonNode json(String kind) {
    JsonNode json = form.path("kinds").path(kind);
    if (!json.isObject()) {
      throw new IllegalArgumentException("there is no kind of error '%s'".formatted(kind));
    }
    return json;
  }

  /** The error as it is, with nothing to add. */
  Reply reply(String kind) {
    return Reply.whole(kind(kind).status(), MEDIA_TYPE, body(kind));
  }

  /**
   * An error.
   *
   * @param detail what is wrong with this request
   * @param param the field that is at fault, or null where none is
   */
  Reply reply(String kind, String detail, @Nullable String param) {
    return Reply.whole(kind(kind).status(), MEDIA_TYPE, body(kind, detail, param));
  }

  /** The body of an error, on one line. */
  String body(String kind) {
    return body(kind, null, null);
  }

  private String body(String kind, @Nullable String detail, @Nullable String param) {
    JsonNode json = json(kind);
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    Map<String, JsonNode> values = new HashMap<>();
    json.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
    String message = json.path("message").asString();
    values.put("message", nodes.stringNode(detail == null ? message : message + ": " + detail));
    values.put("param", param == null ? nodes.nullNode() : nodes.stringNode(param));
    return SafeJson.write(filled(form.path("body"), values));
  }

  private JsonNode filled(JsonNode template, Map<String, JsonNode> values) {
    if (template.isString()) {
      String text = template.stringValue();
      return text.startsWith("${")
          ? values.getOrDefault(text.substring(2, text.length() - 1), NullNode.instance)
          : template;
    }
    if (!template.isObject()) {
      return template;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : template.properties()) {
      JsonNode value = filled(member.getValue(), values);
      if (!value.isNull() || !mayBeLeftOut(member.getKey())) {
        object.set(member.getKey(), value);
      }
    }
    return object;
  }

  private boolean mayBeLeftOut(String name) {
    for (JsonNode each : form.path("leftOutIfNull")) {
      if (each.asString().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
