package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Flaws;
import dev.concordat.language.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A contract of which it is not known yet whether something is wrong with it. */
final class Draft {
  private static final int MAX_REFERENCES = 16;

  private final SourceTree source;
  private final Flaws flaws;
  private final OpenApiObjects objects;
  private final SchemaGraph schemas;

  /** A draft whose references are looked at first. */
  Draft(SourceTree source, Flaws flaws) {
    this(source, flaws, new OpenApiObjects(source.root()), true);
  }

  /** One of a contract that was verified before. */
  static Draft verified(SourceTree source, Flaws flaws) {
    return new Draft(source, flaws, new OpenApiObjects(source.root()), false);
  }

  private Draft(SourceTree source, Flaws flaws, OpenApiObjects objects, boolean isChecked) {
    this.source = source;
    this.flaws = flaws;
    this.objects = objects;
    if (isChecked) {
      new ReferenceChecks(source, objects, flaws).check();
    }
    this.schemas =
        SchemaGraph.compile(
            source.root(),
            objects.all(Kind.SCHEMA).stream().map(Found::pointer).toList(),
            mistake ->
                flaws.wrong(source, mistake.pointer(), String.valueOf(mistake.getMessage())));
  }

  SourceTree source() {
    return source;
  }

  JsonNode document() {
    return source.root();
  }

  OpenApiObjects objects() {
    return objects;
  }

  SchemaGraph schemas() {
    return schemas;
  }

  /** Says that the value at a place is wrong. */
  void wrong(Found found, String message) {
    flaws.wrong(source, found.at().toString(), message);
  }

  /** Says that something is wrong with the object at a place. */
  void at(Found found, String message) {
    flaws.at(source, found.at().toString(), message);
  }

  /** The line of an object. */
  int line(Found found) {
    return source.line(found.at().toString());
  }

  /** Whether it was said already that the value at a place is wrong. */
  boolean isWrong(Found found) {
    return flaws.isWrong(source, found.at().toString());
  }

  /** The object itself, its references followed; null where they lead nowhere. */
  @Nullable Found resolved(Found found) {
    Found at = found;
    for (int hops = 0; at.json().has("$ref"); hops++) {
      Found target = OpenApiObjects.target(document(), at.json().get("$ref").asString(""));
      if (target == null || hops == MAX_REFERENCES) {
        return null;
      }
      at = target;
    }
    return at.json().isObject() ? at : null;
  }

  /** The objects in a list, their references followed. */
  List<Found> resolvedItems(Found list) {
    List<Found> items = new ArrayList<>();
    for (int i = 0; list.json().isArray() && i < list.json().size(); i++) {
      Found item = resolved(new Found(list.at().appendIndex(i), list.json().get(i)));
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  /** The schema of a body; null where it has none that can be read. */
  @Nullable SchemaNode schema(Found mediaType) {
    Found one = mediaType.in("schema");
    SchemaNode schema = schemas.find(one.pointer());
    return schema != null ? schema : schemas.find(mediaType.in("itemSchema").pointer());
  }

  /** The bodies of a response or request body, in the order of the document. */
  static List<Found> bodies(@Nullable Found owner) {
    List<Found> bodies = new ArrayList<>();
    if (owner != null) {
      Found content = owner.in("content");
      content.json().forEachEntry((name, value) -> bodies.add(content.in(name)));
    }
    return bodies;
  }

  /** An operation's response of a status, references followed; null where there is none. */
  @Nullable Found response(Found operation, String status) {
    Found response = operation.in("responses").in(status);
    return response.json().isObject() ? resolved(response) : null;
  }

  /** An operation's request body, references followed; null where there is none. */
  @Nullable Found requestBody(Found operation) {
    Found body = operation.in("requestBody");
    return body.json().isObject() ? resolved(body) : null;
  }

  /** The name of an object: the last step of the way to it. */
  static String name(Found found) {
    JsonPointer last = found.at().last();
    return last == null ? "" : last.getMatchingProperty();
  }
}
