package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code x-event-stream} says of a contract's operations, and what follows from it. */
final class Streams {
  // A schema may hold itself.
  private static final int MAX_DEPTH = 8;
  private static final String SCHEMAS = "#/components/schemas/";

  private final Contract contract;
  private final Set<String> mayBeAbsent = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> lenient = new HashSet<>();

  Streams(Contract contract) {
    this.contract = contract;
    contract.habits().forEach(this::addHabit);
    for (Contract.PathOperation operation : contract.operations()) {
      JsonNode media = media(operation.node());
      JsonNode stream = media.path("x-event-stream");
      addFinish(stream, media.path("schema"));
      addFinish(stream, sum(stream));
      addKey(stream, media.path("schema"));
      addLenient(media.path("schema"));
      addLenient(sum(stream));
    }
  }

  /** The media type of an operation's stream; a missing node if it has none. */
  static JsonNode media(JsonNode operation) {
    return Contract.success(operation).path("content").path("text/event-stream");
  }

  /**
   * Whether a member may be absent although the contract requires it. Servers leave the field that
   * ends a choice out until the end, or altogether, and have the habits that the ledger tells; an
   * answer must not be lost over it.
   */
  boolean mayBeAbsent(String component, String member) {
    return mayBeAbsent.contains(component + "/" + member);
  }

  /** Whether a member tells a chunk's choices apart. Where there is one, it need not be there. */
  boolean isKey(String component, String member) {
    return keys.contains(component + "/" + member);
  }

  /**
   * Whether whole numbers of a component may have a fraction: those that stand beside the choices
   * of an answer, which is not lost over the part of a second in which it was made.
   */
  boolean isLenient(String component) {
    return lenient.contains(component);
  }

  /** A reference to the schema of what a stream adds up to. */
  JsonNode sum(JsonNode stream) {
    ObjectNode reference = stream.isObject() ? ((ObjectNode) stream).objectNode() : null;
    return reference == null
        ? stream
        : reference.put("$ref", stream.path("sum").path("schema").asText());
  }

  /**
   * The rules of a stream for the runtime: the extension, with {@code described} (what the contract
   * describes of a chunk's choice) and {@code complete} (what a whole choice must have and a stream
   * need not say: constants, null where it is allowed, texts of no pieces, and what the extension
   * itself says).
   */
  ObjectNode rules(JsonNode media) {
    ObjectNode rules = media.path("x-event-stream").deepCopy();
    rules.remove("x-source");
    rules.remove("x-ledger");
    rules.remove("undescribed");
    describe(choice(rules, media.path("schema")), "", rules.putArray("described"), 0);
    ObjectNode complete = rules.putObject("complete");
    complete(choice(rules, sum(rules)), "", pieces(rules), complete, 0);
    for (Map.Entry<String, JsonNode> absent : rules.path("sum").path("absent").properties()) {
      complete.set(renamed(absent.getKey(), rules), absent.getValue());
    }
    return rules;
  }

  // A member that servers are known to leave out, though the contract requires it.
  private void addHabit(JsonNode habit) {
    String at = habit.path("at").asText();
    if (at.startsWith(SCHEMAS) && habit.has("missing")) {
      mayBeAbsent.add(at.substring(SCHEMAS.length()) + "/" + habit.path("missing").asText());
    }
  }

  private void addFinish(JsonNode stream, JsonNode schema) {
    String choice = choiceName(stream, schema);
    if (choice != null) {
      mayBeAbsent.add(choice + "/" + stream.path("finish").path("field").asText());
    }
  }

  private void addKey(JsonNode stream, JsonNode schema) {
    String choice = choiceName(stream, schema);
    if (choice != null) {
      String key = choice + "/" + stream.path("choices").path("key").asText();
      mayBeAbsent.add(key);
      keys.add(key);
    }
  }

  private void addLenient(JsonNode schema) {
    String name = Contract.reference(schema);
    if (name != null) {
      lenient.add(name);
    }
  }

  private @Nullable String choiceName(JsonNode stream, JsonNode schema) {
    return Contract.reference(choiceItems(stream, schema));
  }

  private JsonNode choice(JsonNode stream, JsonNode schema) {
    return contract.resolve(choiceItems(stream, schema));
  }

  private JsonNode choiceItems(JsonNode stream, JsonNode schema) {
    String at = stream.path("choices").path("at").asText();
    return contract.resolve(schema).path("properties").path(at).path("items");
  }

  private void describe(JsonNode schema, String prefix, ArrayNode paths, int depth) {
    if (depth == MAX_DEPTH) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      paths.add(prefix + property.getKey());
      describe(element(property.getValue()), prefix + property.getKey() + "/", paths, depth + 1);
    }
  }

  private void complete(
      JsonNode schema, String prefix, Set<String> pieces, ObjectNode values, int depth) {
    if (depth == MAX_DEPTH) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String path = prefix + property.getKey();
      JsonNode resolved = contract.resolve(property.getValue());
      if (Contract.isRequired(schema, property.getKey())) {
        if (resolved.has("const")) {
          values.set(path, resolved.path("const"));
        } else if (contract.allowsNull(property.getValue())) {
          values.putNull(path);
        } else if (pieces.contains(path) && Contract.types(resolved).equals(List.of("string"))) {
          values.put(path, "");
        }
      }
      complete(element(property.getValue()), path + "/", pieces, values, depth + 1);
    }
  }

  // Where in the sum the texts are that chunks bring in pieces. No piece at all is an empty text.
  private static Set<String> pieces(JsonNode rules) {
    Set<String> pieces = new HashSet<>();
    rules.path("sum").path("append").forEach(path -> pieces.add(renamed(path.asText(), rules)));
    return pieces;
  }

  private static String renamed(String path, JsonNode rules) {
    for (Map.Entry<String, JsonNode> rename : rules.path("sum").path("rename").properties()) {
      String prefix = rename.getKey() + "/";
      if (path.startsWith(prefix)) {
        return rename.getValue().asText() + "/" + path.substring(prefix.length());
      }
    }
    return path;
  }

  private JsonNode element(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    return resolved.has("items") ? contract.resolve(resolved.path("items")) : resolved;
  }
}
