package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.language.Components;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.Keyword;
import dev.concordat.language.Nearest;
import dev.concordat.language.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/** Checks that each reference leads to an object of its kind. */
final class ReferenceChecks {
  private static final Set<Kind> REFERRING =
      Set.of(Kind.PARAMETER, Kind.HEADER, Kind.REQUEST_BODY, Kind.RESPONSE);

  private final SourceTree source;
  private final OpenApiObjects objects;
  private final Flaws flaws;

  ReferenceChecks(SourceTree source, OpenApiObjects objects, Flaws flaws) {
    this.source = source;
    this.objects = objects;
    this.flaws = flaws;
  }

  void check() {
    Set<JsonPointer> inCircles = new HashSet<>();
    for (Kind kind : REFERRING) {
      for (Found object : objects.all(kind)) {
        if (object.json().has("$ref")) {
          reference(kind, object.in("$ref"));
          circle(object, inCircles);
        }
      }
    }
    objects.all(Kind.SCHEMA).forEach(this::schema);
    for (Found response : objects.all(Kind.RESPONSE)) {
      pointer(response.in(Extension.ERROR));
    }
    for (Found mediaType : objects.all(Kind.MEDIA_TYPE)) {
      pointer(mediaType.in(Extension.EVENT_STREAM).in("sum").in("schema"));
    }
  }

  private void schema(Found schema) {
    if (schema.json().has("$ref")) {
      reference(Kind.SCHEMA, schema.in("$ref"));
    }
    Found mapping = schema.in("discriminator").in("mapping");
    mapping.json().forEachEntry((name, value) -> pointer(mapping.in(name)));
    Keyword.subschemas(
        schema.json(), (at, inner) -> schema(new Found(schema.at().append(at), inner)));
  }

  private void reference(Kind kind, Found reference) {
    Found target = OpenApiObjects.target(source.root(), reference.json().asString(""));
    String text = reference.json().asString("");
    if (target == null) {
      nowhere(kind, reference, "$ref: there is nothing at %s%s".formatted(text, inThisFile(kind)));
    } else if (!text.startsWith("#/components/" + kind.components() + "/")) {
      nowhere(kind, reference, "$ref: %s is no %s".formatted(text, kind.title()));
    }
  }

  private static String inThisFile(Kind kind) {
    return kind == Kind.SCHEMA ? "" : "; references must lead to a place in this file";
  }

  // What is no reference by its form, but the place of a schema.
  private void pointer(Found pointer) {
    String text = Components.reference(pointer.json().asString(""));
    boolean isSchema =
        OpenApiObjects.target(source.root(), text) != null && text.startsWith(Components.SCHEMAS);
    if (!pointer.json().isMissingNode() && !isSchema) {
      nowhere(Kind.SCHEMA, pointer, "there is no schema at " + text);
    }
  }

  private void nowhere(Kind kind, Found at, String message) {
    String prefix = "#/components/" + kind.components() + "/";
    List<String> known =
        source
            .root()
            .path("components")
            .path(kind.components())
            .propertyStream()
            .map(component -> prefix + component.getKey())
            .toList();
    String near = Nearest.of(at.json().asString(""), known);
    flaws.wrong(
        source,
        at.at().toString(),
        message + (near == null ? "" : "; did you mean '%s'?".formatted(near)));
  }

  // Of the references that make a circle, or lead to it, the first says so.
  private void circle(Found object, Set<JsonPointer> told) {
    Set<JsonPointer> seen = new HashSet<>();
    Found at = object;
    while (at != null && at.json().has("$ref")) {
      if (told.contains(at.at())) {
        return;
      }
      if (!seen.add(at.at())) {
        told.addAll(seen);
        flaws.wrong(source, object.at().toString(), "the $ref leads in a circle");
        return;
      }
      at = OpenApiObjects.target(source.root(), at.json().get("$ref").asString(""));
    }
  }
}
