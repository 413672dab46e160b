package dev.concordat.client.generator;

import dev.concordat.language.Components;
import dev.concordat.language.EventStream;
import dev.concordat.language.Extension;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code x-event-stream} says of a contract's operations, and what follows from it. */
final class Streams {
  /** The media type of streams of events, the only one that is streamed. */
  static final String MEDIA_TYPE = "text/event-stream";

  // A schema may hold itself.
  private static final int MAX_DEPTH = 8;

  private final ContractTree contract;
  private final Set<String> mayBeAbsent = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> lenient = new HashSet<>();

  Streams(ContractTree contract) {
    this.contract = contract;
    contract.habits().forEach(this::addHabit);
    for (ContractTree.PathOperation operation : contract.operations()) {
      JsonNode media = media(operation.node());
      EventStream stream = of(media);
      if (stream != null) {
        addFinish(stream, media.path("schema"));
        addFinish(stream, sum(stream));
        addKey(stream, media.path("schema"));
        addLenient(media.path("schema"));
        addLenient(sum(stream));
      }
    }
  }

  /** What is said of the stream of a media type; null where nothing is. */
  static @Nullable EventStream of(JsonNode media) {
    JsonNode stream = Extension.EVENT_STREAM.of(media);
    return stream.isObject() ? EventStream.of(stream, Refusals.at(media)) : null;
  }

  /** The media type of an operation's stream; a missing node if it has none. */
  static JsonNode media(JsonNode operation) {
    return ContractTree.success(operation).path("content").path(MEDIA_TYPE);
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
  static JsonNode sum(EventStream stream) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("$ref", stream.sum() == null ? "" : stream.sum().schema());
  }

  /**
   * The rules of a stream for the runtime: the extension, with {@code described} (what the contract
   * describes of a chunk's choice) and {@code complete} (what a whole choice must have and a stream
   * need not say: constants, null where it is allowed, texts of no pieces, and what the extension
   * itself says).
   */
  ObjectNode rules(JsonNode media, EventStream stream) {
    ObjectNode rules = (ObjectNode) Extension.EVENT_STREAM.of(media).deepCopy();
    rules.remove(Extension.SOURCE.text());
    rules.remove(Extension.LEDGER.text());
    rules.remove("undescribed");
    if (stream.choices() != null) {
      rules.withObject("/choices").put("key", stream.key());
    }
    describe(choice(stream, media.path("schema")), "", rules.putArray("described"), 0);
    ObjectNode complete = rules.putObject("complete");
    EventStream.Sum sum = stream.sum();
    if (sum != null) {
      complete(choice(stream, sum(stream)), "", pieces(sum), complete, 0);
      sum.absent().forEach((path, value) -> complete.set(renamed(path, sum), value));
    }
    return rules;
  }

  // A member that servers are known to leave out, though the contract requires it.
  private void addHabit(JsonNode habit) {
    String at = habit.path("at").asString("");
    if (at.startsWith(Components.SCHEMAS) && habit.has("missing")) {
      mayBeAbsent.add(
          at.substring(Components.SCHEMAS.length()) + "/" + habit.path("missing").asString(""));
    }
  }

  private void addFinish(EventStream stream, JsonNode schema) {
    String choice = choiceName(stream, schema);
    if (choice != null && stream.finish() != null) {
      mayBeAbsent.add(choice + "/" + stream.finish());
    }
  }

  private void addKey(EventStream stream, JsonNode schema) {
    String choice = choiceName(stream, schema);
    if (choice != null) {
      String key = choice + "/" + stream.key();
      mayBeAbsent.add(key);
      keys.add(key);
    }
  }

  private void addLenient(JsonNode schema) {
    String name = ContractTree.reference(schema);
    if (name != null) {
      lenient.add(name);
    }
  }

  private @Nullable String choiceName(EventStream stream, JsonNode schema) {
    return ContractTree.reference(choiceItems(stream, schema));
  }

  private JsonNode choice(EventStream stream, JsonNode schema) {
    return contract.resolve(choiceItems(stream, schema));
  }

  private JsonNode choiceItems(EventStream stream, JsonNode schema) {
    JsonNode described = contract.resolve(schema).path("properties");
    return stream.choices() == null
        ? MissingNode.getInstance()
        : described.path(stream.choices()).path("items");
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
      if (ContractTree.isRequired(schema, property.getKey())) {
        if (resolved.has("const")) {
          values.set(path, resolved.path("const"));
        } else if (contract.allowsNull(property.getValue())) {
          values.putNull(path);
        } else if (pieces.contains(path)
            && ContractTree.types(resolved).equals(List.of("string"))) {
          values.put(path, "");
        }
      }
      complete(element(property.getValue()), path + "/", pieces, values, depth + 1);
    }
  }

  // Where in the sum the texts are that chunks bring in pieces. No piece at all is an empty text.
  private static Set<String> pieces(EventStream.Sum sum) {
    Set<String> pieces = new HashSet<>();
    sum.append().forEach(path -> pieces.add(renamed(path, sum)));
    return pieces;
  }

  /** The path in the whole of what has a path in a chunk. */
  static String renamed(String path, EventStream.Sum sum) {
    for (Map.Entry<String, String> rename : sum.rename().entrySet()) {
      String prefix = rename.getKey() + "/";
      if (path.startsWith(prefix)) {
        return rename.getValue() + "/" + path.substring(prefix.length());
      }
    }
    return path;
  }

  private JsonNode element(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    return resolved.has("items") ? contract.resolve(resolved.path("items")) : resolved;
  }
}
