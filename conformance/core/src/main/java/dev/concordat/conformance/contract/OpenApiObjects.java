package dev.concordat.conformance.contract;

import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The objects of an OpenAPI document, each found by where it stands. What stands behind a {@code
 * $ref} is found in its own place.
 */
final class OpenApiObjects {
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Kinds of objects, with the components of the kind where there are some. */
  enum Kind {
    PATH("", "path"),
    OPERATION("", "operation"),
    PARAMETER("parameters", "parameter"),
    HEADER("headers", "header"),
    REQUEST_BODY("requestBodies", "request body"),
    RESPONSE("responses", "response"),
    MEDIA_TYPE("", "media type"),
    SECURITY_SCHEME("securitySchemes", "security scheme"),
    /** One that stands in no other schema. */
    SCHEMA("schemas", "schema");

    private final String components;
    private final String title;

    Kind(String components, String title) {
      this.components = components;
      this.title = title;
    }

    /** The name of the components of this kind; empty where there are none. */
    String components() {
      return components;
    }

    /** What messages call it. */
    String title() {
      return title;
    }
  }

  /** An object and its place. */
  record Found(JsonPointer at, JsonNode json) {
    /** The whole document. */
    Found(JsonNode document) {
      this(JsonPointer.empty(), document);
    }

    /** Its place as a URI fragment. */
    String pointer() {
      return "#" + at;
    }

    Found in(String name) {
      return new Found(at.appendProperty(name), json.path(name));
    }

    Found in(Extension extension) {
      return in(extension.text());
    }
  }

  private final Map<Kind, List<Found>> objects = new EnumMap<>(Kind.class);

  OpenApiObjects(JsonNode document) {
    for (Kind kind : Kind.values()) {
      objects.put(kind, new ArrayList<>());
    }
    Found root = new Found(document);
    members(root.in("paths"), this::path);
    Found components = root.in("components");
    members(components.in("schemas"), this::schema);
    members(components.in("parameters"), parameter -> parameter(Kind.PARAMETER, parameter));
    members(components.in("headers"), header -> parameter(Kind.HEADER, header));
    members(components.in("requestBodies"), this::requestBody);
    members(components.in("responses"), this::response);
    members(components.in("securitySchemes"), scheme -> add(Kind.SECURITY_SCHEME, scheme));
  }

  /** All objects of a kind, in the order of the document. */
  List<Found> all(Kind kind) {
    return List.copyOf(objects.getOrDefault(kind, List.of()));
  }

  private void path(Found path) {
    add(Kind.PATH, path);
    items(path.in("parameters"), parameter -> parameter(Kind.PARAMETER, parameter));
    for (String method : METHODS) {
      Found operation = path.in(method);
      if (add(Kind.OPERATION, operation)) {
        items(operation.in("parameters"), parameter -> parameter(Kind.PARAMETER, parameter));
        requestBody(operation.in("requestBody"));
        members(operation.in("responses"), this::response);
        items(operation.in(Extension.WHEN), each -> schema(each.in("request")));
      }
    }
  }

  private void parameter(Kind kind, Found parameter) {
    if (add(kind, parameter)) {
      schema(parameter.in("schema"));
      members(parameter.in("content"), this::mediaType);
    }
  }

  private void requestBody(Found body) {
    if (add(Kind.REQUEST_BODY, body)) {
      members(body.in("content"), this::mediaType);
    }
  }

  private void response(Found response) {
    if (add(Kind.RESPONSE, response)) {
      members(response.in("headers"), header -> parameter(Kind.HEADER, header));
      members(response.in("content"), this::mediaType);
    }
  }

  private void mediaType(Found mediaType) {
    if (add(Kind.MEDIA_TYPE, mediaType)) {
      schema(mediaType.in("schema"));
      schema(mediaType.in("itemSchema"));
      schema(mediaType.in(Extension.EVENT_STREAM).in("error").in("event"));
    }
  }

  private void schema(Found schema) {
    if (schema.json().isObject() || schema.json().isBoolean()) {
      objects.computeIfAbsent(Kind.SCHEMA, absent -> new ArrayList<>()).add(schema);
    }
  }

  private boolean add(Kind kind, Found found) {
    return found.json().isObject()
        && objects.computeIfAbsent(kind, absent -> new ArrayList<>()).add(found);
  }

  private interface Taker {
    void take(Found found);
  }

  private static void members(Found owner, Taker taker) {
    owner.json().forEachEntry((name, value) -> taker.take(owner.in(name)));
  }

  private static void items(Found owner, Taker taker) {
    for (int i = 0; owner.json().isArray() && i < owner.json().size(); i++) {
      taker.take(new Found(owner.at().appendIndex(i), owner.json().get(i)));
    }
  }

  /** What a reference leads to, in one step; null where it leads nowhere in the document. */
  static @Nullable Found target(JsonNode document, String reference) {
    if (!reference.startsWith("#/")) {
      return null;
    }
    try {
      JsonPointer at = JsonPointer.compile(reference.substring(1));
      JsonNode json = document.at(at);
      return json.isMissingNode() ? null : new Found(at, json);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
