package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what tells an error from a chunk, the schema of {@code x-event-stream/error/event}, into
 * the few keywords that the client's runtime knows. What cannot be brought into them is refused: a
 * client that left it out would take chunks for errors.
 */
final class ErrorCondition {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode root;
  private final Refusals refusals;

  ErrorCondition(ObjectNode root, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
  }

  /** Puts the form in the place of what an operation's stream says, if it says something. */
  void form(JsonNode operation) {
    JsonNode media = Streams.media(operation);
    JsonNode error = Extension.EVENT_STREAM.of(media).path("error");
    if (error instanceof ObjectNode object && error.has("event")) {
      String at = Refusals.at(media) + "/" + Extension.EVENT_STREAM.text() + "/error/event";
      object.set("event", form(error.path("event"), at, Set.of()));
    }
  }

  private ObjectNode form(JsonNode schema, String at, Set<String> around) {
    ObjectNode form = NODES.objectNode();
    if (schema.isBoolean() && !schema.booleanValue()) {
      refuse(at, "false", "leave it out");
    }
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      add(member.getKey(), member.getValue(), schema, at + "/" + member.getKey(), around, form);
    }
    return form;
  }

  private void add(
      String name,
      JsonNode value,
      JsonNode schema,
      String at,
      Set<String> around,
      ObjectNode form) {
    @Nullable Keyword keyword = Keyword.of(name);
    if (keyword == null || keyword.isAnnotation()) {
      if (keyword == null && !name.startsWith("x-")) {
        refuse(at, name, "leave it out");
      }
      return;
    }
    switch (keyword) {
      case REQUIRED, CONST -> form.set(name, value);
      case TYPE -> {
        ArrayNode types = form.putArray(name);
        (value.isArray() ? value.values() : List.of(value)).forEach(types::add);
      }
      case PROPERTIES -> {
        ObjectNode properties = form.putObject(name);
        value.forEachEntry(
            (property, inner) ->
                properties.set(
                    property, form(inner, at + "/" + SchemaCheck.escaped(property), around)));
      }
      case ANY_OF -> {
        ArrayNode branches = form.putArray(name);
        for (int i = 0; i < value.size(); i++) {
          branches.add(form(value.get(i), at + "/" + i, around));
        }
      }
      case ENUM -> {
        if (schema.has("anyOf")) {
          refuse(at, "enum` beside `anyOf", "write the values in each branch");
        }
        ArrayNode branches = form.putArray("anyOf");
        value.forEach(each -> branches.addObject().set("const", each));
      }
      case REF -> reference(value.asString(""), schema, at, around, form);
      // Of others the client knows nothing, and says so.
      default -> refuse(at, name, "write it with `required`, `properties`, `const` and `anyOf`");
    }
  }

  private void reference(
      String reference, JsonNode schema, String at, Set<String> around, ObjectNode form) {
    JsonNode target =
        reference.startsWith("#/") ? root.at(reference.substring(1)) : NODES.missingNode();
    Set<String> inside = new LinkedHashSet<>(around);
    boolean isAlone = schema.propertyStream().allMatch(each -> isNothing(each.getKey()));
    if (!target.isObject() || !inside.add(reference)) {
      refuse(at, "$ref: " + reference, "write the schema here");
    } else if (!isAlone) {
      refuse(at, "$ref` beside other keywords: `" + reference, "write the schema here");
    } else {
      form.setAll(form(target, at, inside));
    }
  }

  private static boolean isNothing(String name) {
    return name.equals("$ref") || Keyword.isAnnotation(name);
  }

  private void refuse(String at, String what, String instead) {
    refusals.add(at, "`" + what + "` in what tells an error from a chunk", instead);
  }
}
