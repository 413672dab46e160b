package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds chunks up. What the contract describes is added up by its rules. What it does not is not
 * dropped: a text or a list that stands beside the described pieces of a message is taken for a
 * piece itself (as {@code reasoning_content} is), of anything else the latest value stays.
 */
final class ChunkSum {
  private static final JsonString NOTHING = new JsonString("");
  private static final JsonNumber ZERO = JsonNumber.of(0);

  private final StreamRules rules;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Map<JsonValue, ObjectSum> choices = new LinkedHashMap<>();

  ChunkSum(StreamRules rules) {
    this.rules = rules;
  }

  void add(JsonObject chunk) {
    chunk.members().forEach(this::addMember);
  }

  JsonObject json() {
    Map<String, JsonValue> sum = new LinkedHashMap<>();
    members.forEach(
        (name, value) ->
            sum.put(name, name.equals(rules.choices()) ? choices() : Piece.json(value)));
    sum.putAll(rules.replace());
    return JsonObject.of(sum);
  }

  private void addMember(String name, JsonValue value) {
    if (name.equals(rules.choices()) && value instanceof JsonArray array) {
      members.putIfAbsent(name, value);
      for (int i = 0; i < array.items().size(); i++) {
        if (array.items().get(i) instanceof JsonObject choice) {
          JsonValue key = Piece.key(choice, rules.key(), i);
          requireKey(choice, array.items().size(), i);
          choices.computeIfAbsent(key, added -> new ObjectSum(rules, "")).add(choice);
        }
      }
    } else if (value != JsonNull.NULL && !rules.ignore().contains(name)) {
      put(members, name, value, rules.latest().contains(name));
    }
  }

  private void requireKey(JsonObject choice, int size, int place) {
    boolean only =
        size == 1 && (choices.isEmpty() || (choices.size() == 1 && choices.containsKey(ZERO)));
    if (!rules.key().isEmpty() && choice.get(rules.key()) == null && !only) {
      throw JsonPath.root("$." + rules.choices() + "[" + place + "]")
          .error(
              "the member \"" + rules.key() + "\" is missing, and there is more than one choice");
    }
  }

  private JsonArray choices() {
    List<JsonValue> all = new ArrayList<>();
    choices.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingDouble(ChunkSum::number)))
        .forEach(
            choice ->
                all.add(complete(keyed(renamed(choice.getValue().json()), choice.getKey()), "")));
    return new JsonArray(all);
  }

  // A choice that never said which one it is is the only one.
  private JsonObject keyed(JsonObject choice, JsonValue key) {
    if (rules.key().isEmpty() || choice.members().containsKey(rules.key())) {
      return choice;
    }
    Map<String, JsonValue> keyed = new LinkedHashMap<>();
    keyed.put(rules.key(), key);
    keyed.putAll(choice.members());
    return JsonObject.of(keyed);
  }

  // The first value stays, but for an empty text: it says no more than null does.
  private static void put(
      Map<String, Object> members, String name, JsonValue value, boolean latest) {
    if (latest || members.getOrDefault(name, NOTHING).equals(NOTHING)) {
      members.put(name, value);
    }
  }

  private static double number(JsonValue key) {
    return key instanceof JsonNumber number ? number.doubleValue() : 0;
  }

  private JsonObject renamed(JsonObject choice) {
    Map<String, JsonValue> renamed = new LinkedHashMap<>();
    choice
        .members()
        .forEach((name, value) -> renamed.put(rules.rename().getOrDefault(name, name), value));
    // A choice of which no piece came is an empty one.
    rules.rename().values().forEach(name -> renamed.putIfAbsent(name, JsonObject.of()));
    return JsonObject.of(renamed);
  }

  private JsonValue complete(JsonValue value, String prefix) {
    if (value instanceof JsonArray array) {
      return new JsonArray(array.items().stream().map(item -> complete(item, prefix)).toList());
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    Map<String, JsonValue> completed = new LinkedHashMap<>();
    object
        .members()
        .forEach((name, member) -> completed.put(name, complete(member, prefix + name + "/")));
    rules
        .complete()
        .forEach(
            (path, missing) -> {
              String name = path.substring(path.lastIndexOf('/') + 1);
              if (path.equals(prefix + name)) {
                completed.putIfAbsent(name, missing);
              }
            });
    return JsonObject.of(completed);
  }

  /** A part of a sum that still grows, or a value that does not. */
  private static final class Piece {
    private Piece() {}

    /** Which item this is: what its key says, or else its place. */
    static JsonValue key(JsonObject item, String key, int place) {
      JsonValue value = item.get(key);
      return value instanceof JsonNumber ? value : JsonNumber.of(place);
    }

    static JsonValue json(Object piece) {
      if (piece instanceof TextSum sum) {
        return new JsonString(sum.text.toString());
      } else if (piece instanceof ListSum list) {
        return list.json();
      } else if (piece instanceof ObjectSum object) {
        return object.json();
      } else if (piece instanceof JoinedSum joined) {
        return joined.json();
      }
      return (JsonValue) piece;
    }
  }

  private static final class TextSum {
    private final StringBuilder text = new StringBuilder();
  }

  private static final class ListSum {
    private final List<JsonValue> items = new ArrayList<>();

    JsonArray json() {
      return new JsonArray(items);
    }
  }

  private static final class JoinedSum {
    private final Map<JsonValue, ObjectSum> items = new LinkedHashMap<>();
    private final String key;

    JoinedSum(String key) {
      this.key = key;
    }

    // The key has told the items apart; in the sum their places do.
    JsonArray json() {
      List<JsonValue> all = new ArrayList<>();
      for (ObjectSum item : items.values()) {
        Map<String, JsonValue> members = new LinkedHashMap<>(item.json().members());
        members.remove(key);
        all.add(JsonObject.of(members));
      }
      return new JsonArray(all);
    }
  }

  private static final class ObjectSum {
    private final StreamRules rules;
    private final String prefix;
    private final Map<String, Object> members = new LinkedHashMap<>();

    ObjectSum(StreamRules rules, String prefix) {
      this.rules = rules;
      this.prefix = prefix;
    }

    JsonObject json() {
      Map<String, JsonValue> json = new LinkedHashMap<>();
      members.forEach((name, piece) -> json.put(name, Piece.json(piece)));
      return JsonObject.of(json);
    }

    void add(JsonObject delta) {
      delta
          .members()
          .forEach(
              (name, value) -> {
                if (!isNothing(name, value)) {
                  add(name, value);
                }
              });
    }

    // Null says that there is no news, and so does the finish field while the choice goes on.
    private boolean isNothing(String name, JsonValue value) {
      return value == JsonNull.NULL
          || rules.ignore().contains(prefix + name)
          || (prefix.isEmpty()
              && name.equals(rules.finish())
              && rules.unfinished().contains(value));
    }

    private void add(String name, JsonValue value) {
      String path = prefix + name;
      String key = rules.join().get(path);
      if (key != null && value instanceof JsonArray array) {
        join(name, key, array);
      } else if (value instanceof JsonString text && isPiece(path)) {
        if (!(members.get(name) instanceof TextSum)) {
          members.put(name, new TextSum());
        }
        if (members.get(name) instanceof TextSum whole) {
          whole.text.append(text.text());
        }
      } else if (value instanceof JsonArray array && isPiece(path)) {
        if (!(members.get(name) instanceof ListSum)) {
          members.put(name, new ListSum());
        }
        if (members.get(name) instanceof ListSum list) {
          list.items.addAll(array.items());
        }
      } else if (value instanceof JsonObject object && !rules.latest().contains(path)) {
        if (!(members.get(name) instanceof ObjectSum)) {
          members.put(name, new ObjectSum(rules, path + "/"));
        }
        if (members.get(name) instanceof ObjectSum inner) {
          inner.add(object);
        }
      } else {
        put(members, name, value, rules.latest().contains(path));
      }
    }

    private void join(String name, String key, JsonArray array) {
      if (!(members.get(name) instanceof JoinedSum)) {
        members.put(name, new JoinedSum(key));
      }
      if (members.get(name) instanceof JoinedSum joined) {
        for (int i = 0; i < array.items().size(); i++) {
          if (array.items().get(i) instanceof JsonObject item) {
            joined
                .items
                .computeIfAbsent(
                    Piece.key(item, key, i), added -> new ObjectSum(rules, prefix + name + "/"))
                .add(item);
          }
        }
      }
    }

    private boolean isPiece(String path) {
      if (rules.append().contains(path)) {
        return true;
      }
      int slash = path.indexOf('/');
      return slash > 0
          && slash == path.lastIndexOf('/')
          && rules.rename().containsKey(path.substring(0, slash))
          && !rules.described().contains(path);
    }
  }
}
