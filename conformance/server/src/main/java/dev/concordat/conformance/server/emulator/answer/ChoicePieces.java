package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.language.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one choice of a whole answer apart: first what does not add up, then the texts piece by
 * piece, then for each element of a joined list the same, and last what ends the choice.
 */
final class ChoicePieces {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Contract contract;
  private final EventStream rules;
  private final EventStream.Sum sum;
  private final @Nullable SchemaNode schema;
  private final ObjectNode base;
  private final @Nullable JsonNode unfinished;

  /** A piece that is made when it is its turn. */
  interface Piece {
    ObjectNode make();
  }

  ChoicePieces(
      Contract contract, EventStream rules, EventStream.Sum sum, @Nullable SchemaNode schema) {
    this.contract = contract;
    this.rules = rules;
    this.sum = sum;
    this.schema = schema;
    InstanceGenerator least = InstanceGenerator.least(contract);
    this.base =
        schema != null && least.generate(schema) instanceof ObjectNode made
            ? withoutText(made, "")
            : NODES.objectNode();
    this.unfinished = finish(rules.unfinished());
  }

  // What stands where a choice ends, of these values; null where none is described.
  private @Nullable JsonNode finish(List<? extends JsonNode> values) {
    String finish = rules.finish();
    SchemaNode described =
        finish == null || schema == null ? null : schema.properties().get(finish);
    return described == null ? null : Answers.allowed(contract, described, values);
  }

  // Of a text that adds up, the empty one adds nothing.
  private ObjectNode withoutText(ObjectNode object, String above) {
    for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
      String path = above + member.getKey();
      if (sum.append().contains(path) && member.getValue().isString()) {
        object.put(member.getKey(), "");
      } else if (member.getValue() instanceof ObjectNode child) {
        withoutText(child, path + "/");
      }
    }
    return object;
  }

  /** The pieces of a choice, in order. */
  List<Piece> of(ObjectNode choice) {
    ObjectNode renamed = renamed(choice);
    JsonNode key = renamed.path(rules.key());
    JsonNode end = rules.finish() == null ? null : renamed.remove(rules.finish());
    Split split = new Split();
    ObjectNode head = split.head(renamed, "");
    List<Piece> pieces = new ArrayList<>();
    pieces.add(() -> piece(head, key, unfinished));
    split.pieces.forEach(each -> pieces.add(() -> piece(each.make(), key, unfinished)));
    pieces.add(() -> piece(NODES.objectNode(), key, end == null ? unfinished : finish(ends(end))));
    return pieces;
  }

  private ObjectNode renamed(ObjectNode choice) {
    ObjectNode renamed = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : choice.properties()) {
      String name =
          sum.rename().entrySet().stream()
              .filter(entry -> entry.getValue().equals(member.getKey()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(member.getKey());
      if (schema == null || schema.properties().containsKey(name)) {
        renamed.set(name, member.getValue());
      }
    }
    return renamed;
  }

  private ObjectNode piece(ObjectNode of, JsonNode key, @Nullable JsonNode end) {
    ObjectNode piece = base.deepCopy();
    merge(piece, of);
    if (!key.isMissingNode()) {
      piece.set(rules.key(), key);
    }
    String finish = rules.finish();
    if (finish != null && schema != null && schema.properties().containsKey(finish)) {
      if (end == null) {
        piece.remove(finish);
      } else {
        piece.set(finish, end);
      }
    }
    return piece;
  }

  // A stream may have fewer words for its end than a whole answer.
  private static List<JsonNode> ends(JsonNode end) {
    return List.of(end, NODES.stringNode("stop"));
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (member.getValue() instanceof ObjectNode object
          && into.path(member.getKey()) instanceof ObjectNode old) {
        merge(old, object);
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }

  /** What is taken off a choice. */
  private final class Split {
    final List<Piece> pieces = new ArrayList<>();

    /** What does not add up; the rest goes to the pieces. */
    ObjectNode head(ObjectNode object, String above) {
      ObjectNode head = NODES.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String path = above + member.getKey();
        JsonNode value = member.getValue();
        if (sum.append().contains(path) && value.isString()) {
          head.put(member.getKey(), "");
          Tokens.of(value.stringValue())
              .forEach(token -> pieces.add(() -> at(path, NODES.stringNode(token))));
        } else if (sum.join().containsKey(path) && value instanceof ArrayNode array) {
          join(array, path, sum.join().get(path));
        } else if (value instanceof ObjectNode child) {
          head.set(member.getKey(), head(child, path + "/"));
        } else if (!value.isNull() || !value.equals(sum.absent().get(path))) {
          head.set(member.getKey(), value);
        }
      }
      return head;
    }

    private void join(ArrayNode array, String path, String key) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof ObjectNode element) {
          Split inside = new Split();
          ObjectNode head = NODES.objectNode().put(key, i);
          merge(head, inside.head(element, path + "/"));
          pieces.add(() -> at(path, NODES.arrayNode().add(head)));
          int place = i;
          for (Piece piece : inside.pieces) {
            pieces.add(() -> at(path, NODES.arrayNode().add(keyed(piece, path, key, place))));
          }
        }
      }
    }

    private static ObjectNode keyed(Piece piece, String path, String key, int place) {
      ObjectNode keyed = NODES.objectNode().put(key, place);
      merge(keyed, (ObjectNode) piece.make().at("/" + path));
      return keyed;
    }

    private static ObjectNode at(String path, JsonNode value) {
      String[] names = path.split("/", -1);
      ObjectNode object = NODES.objectNode();
      ObjectNode last = object;
      for (int i = 0; i < names.length - 1; i++) {
        last = last.putObject(names[i]);
      }
      last.set(names[names.length - 1], value);
      return object;
    }
  }
}
