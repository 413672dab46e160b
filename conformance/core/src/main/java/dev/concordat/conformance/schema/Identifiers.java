package dev.concordat.conformance.schema;

import dev.concordat.conformance.schema.CallerSchema.UnusableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * What names schemas within a schema: {@code $id}, {@code $anchor} and their kind, with the dialect
 * in which each is written. References are resolved among them; nothing is fetched.
 */
final class Identifiers {
  private static final URI NAMELESS = URI.create("schema://caller/");
  private static final List<String> ONE =
      List.of(
          "items",
          "additionalItems",
          "additionalProperties",
          "propertyNames",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties");
  private static final List<String> MANY =
      List.of(
          "properties",
          "patternProperties",
          "dependentSchemas",
          "dependencies",
          "$defs",
          "definitions",
          "items",
          "prefixItems",
          "allOf",
          "anyOf",
          "oneOf");

  // Nodes of a tree are told apart by themselves: a pointer to each would cost as much as it is
  // deep.
  private final IdentityHashMap<JsonNode, Scope> scopes = new IdentityHashMap<>();
  private final Map<URI, JsonNode> resources = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final Map<String, Integer> dynamic = new HashMap<>();

  /**
   * Where a schema is read from.
   *
   * @param base what references are resolved against
   * @param dialect the dialect that is named by the schema or around it, else the newest
   * @param isNamed whether a dialect is named at all
   */
  record Scope(URI base, Dialect dialect, boolean isNamed) {
    /** Who names no dialect and writes {@code dependencies} means them. */
    boolean hasDependencies() {
      return !isNamed || dialect.compareTo(Dialect.DRAFT_07) <= 0;
    }
  }

  /** A schema that a reference leads to. */
  record Target(JsonNode schema, Scope scope) {}

  /** What stands around the whole schema. */
  static final Scope OUTSIDE = new Scope(NAMELESS, Dialect.DRAFT_2020_12, false);

  Identifiers(JsonNode root) {
    resources.put(NAMELESS, root);
    collect(root, OUTSIDE);
  }

  private void collect(JsonNode json, Scope around) {
    if (!json.isObject()) {
      return;
    }
    Scope scope = named(json, around);
    scopes.put(json, scope);
    for (String keyword : ONE) {
      collect(json.path(keyword), scope);
    }
    for (String keyword : MANY) {
      JsonNode value = json.path(keyword);
      if (value.isArray() || !ONE.contains(keyword)) {
        value.forEach(each -> collect(each, scope));
      }
    }
  }

  private Scope named(JsonNode json, Scope around) {
    Dialect dialect = around.dialect();
    boolean isNamed = around.isNamed();
    JsonNode schema = json.path("$schema");
    if (schema.isString()) {
      Dialect known = Dialect.of(schema.stringValue());
      if (known == null) {
        throw new UnusableException(
            "$schema: the dialect %s is not read; there are draft-04, draft-06, draft-07, 2019-09"
                    .formatted(Explanation.shown(schema))
                + " and 2020-12 of json-schema.org");
      }
      dialect = known;
      isNamed = true;
    }
    URI base = around.base();
    JsonNode id = json.path(dialect.idKeyword());
    if (id.isString() && !(dialect.isRefAlone() && json.has("$ref"))) {
      String text = id.stringValue();
      if (text.startsWith("#")) {
        anchors.put(base + text, json);
      } else {
        base = withoutFragment(resolved(base, text));
        resources.putIfAbsent(base, json);
      }
    }
    for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
      JsonNode anchor = json.path(keyword);
      if (anchor.isString()) {
        anchors.put(base + "#" + anchor.stringValue(), json);
        dynamic.merge(keyword + anchor.stringValue(), 1, Integer::sum);
      }
    }
    if (json.path("$recursiveAnchor").asBoolean(false)) {
      dynamic.merge("$recursiveAnchor", 1, Integer::sum);
    }
    return new Scope(base, dialect, isNamed);
  }

  /** Where a schema is read from that stands in a place which is read from another. */
  Scope scope(JsonNode json, Scope around) {
    return scopes.getOrDefault(json, around);
  }

  /**
   * What a reference leads to.
   *
   * @throws UnusableException where it leads nowhere or out of the schema
   */
  Target target(JsonNode reference, Scope scope) {
    if (!reference.isString()) {
      throw new UnusableException("$ref: %s is no text".formatted(Explanation.shown(reference)));
    }
    String shown = Explanation.shown(reference);
    URI uri = resolved(scope.base(), reference.stringValue());
    JsonNode resource = resources.get(withoutFragment(uri));
    if (resource == null) {
      throw new UnusableException(
          "$ref: %s leads out of the schema, and nothing is fetched".formatted(shown));
    }
    String fragment =
        uri.getRawFragment() == null
            ? ""
            : URLDecoder.decode(uri.getRawFragment().replace("+", "%2B"), StandardCharsets.UTF_8);
    Target target =
        fragment.isEmpty() || fragment.startsWith("/")
            ? follow(JsonPointer.compile(fragment), resource)
            : new Target(
                anchors.getOrDefault(
                    withoutFragment(uri) + "#" + fragment, MissingNode.getInstance()),
                OUTSIDE);
    if (target.schema().isMissingNode()) {
      throw new UnusableException("$ref: there is nothing at " + shown);
    }
    if (!target.schema().isObject() && !target.schema().isBoolean()) {
      throw new UnusableException(
          "$ref: %s leads to %s, which is no schema"
              .formatted(shown, Explanation.shown(target.schema())));
    }
    return target;
  }

  private Target follow(JsonPointer pointer, JsonNode resource) {
    JsonNode at = resource;
    Scope scope = scope(at, OUTSIDE);
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      at = at.isArray() ? at.path(rest.getMatchingIndex()) : at.path(rest.getMatchingProperty());
      scope = scope(at, scope);
    }
    return new Target(at, scope);
  }

  /** What a dynamic reference leads to; where that depends on the way, it is not read. */
  Target dynamic(JsonNode reference, Scope scope) {
    String name = reference.isString() ? reference.stringValue().replaceFirst(".*#", "") : "";
    if (dynamic.getOrDefault("$dynamicAnchor" + name, 0) > 1) {
      throw new UnusableException(
          "$dynamicRef: %s leads to different places, which is not read"
              .formatted(Explanation.shown(reference)));
    }
    return target(reference, scope);
  }

  /** What a recursive reference leads to; where that depends on the way, it is not read. */
  Target recursive(Scope scope) {
    if (dynamic.getOrDefault("$recursiveAnchor", 0) > 1) {
      throw new UnusableException("$recursiveRef: it leads to different places, which is not read");
    }
    return target(JsonNodeFactory.instance.stringNode("#"), scope);
  }

  private static URI resolved(URI base, String reference) {
    try {
      URI uri = new URI(reference);
      // What java.net has of a reference that is a fragment alone is that of the oldest standard.
      return reference.startsWith("#")
          ? URI.create(withoutFragment(base) + reference)
          : base.resolve(uri);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UnusableException("%s is no reference".formatted(Explanation.cut(reference)));
    }
  }

  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int end = text.indexOf('#');
    return end < 0 ? uri : URI.create(text.substring(0, end));
  }
}
