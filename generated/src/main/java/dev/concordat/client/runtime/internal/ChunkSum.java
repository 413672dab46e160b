package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonDecodeException;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds chunks up. What the contract describes is added up by its rules. What it does not is not
 * dropped: a text or a list that stands beside the described pieces of a message is taken for a
 * piece itself (as {@code reasoning_content} is), of anything else the latest value stays.
 */
final class ChunkSum {
  private static final JsonNumber ZERO = JsonNumber.of(0);

  private final StreamRules rules;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Map<JsonNumber, ObjectSum> choices = new LinkedHashMap<>();

  ChunkSum(StreamRules rules) {
    this.rules = rules;
  }

  /** Adds a chunk: an object of a contract, or a JSON object. */
  void add(Object chunk) {
    JsonView.each(chunk, this::addMember);
  }

  JsonObject json() {
    JsonObject.Builder sum = JsonObject.builder();
    members.forEach(
        (name, value) ->
            sum.put(name, name.equals(rules.choices()) ? choices() : Piece.json(value)));
    rules.replace().forEach(sum::put);
    return sum.build();
  }

  private void addMember(String name, Object value) {
    List<?> items = name.equals(rules.choices()) ? JsonView.items(value) : null;
    if (items != null) {
      members.putIfAbsent(name, JsonArray.of());
      for (int i = 0; i < items.size(); i++) {
        Object choice = items.get(i);
        if (JsonView.isObject(choice)) {
          JsonNumber key = Piece.key(choice, rules.key(), i);
          requireKey(choice, items.size(), i);
          choices.computeIfAbsent(key, added -> new ObjectSum(rules, "")).add(choice);
        }
      }
    } else if (value != JsonNull.NULL && !rules.ignore().contains(name)) {
      if (counts(members.get(name), rules.latest().contains(name))) {
        members.put(name, value);
      }
    }
  }

  private void requireKey(Object choice, int size, int place) {
    if (rules.key().isEmpty() || JsonView.get(choice, rules.key()) != null) {
      return;
    }
    boolean only =
        size == 1 && (choices.isEmpty() || (choices.size() == 1 && choices.containsKey(ZERO)));
    if (!only) {
      throw new JsonDecodeException(
          "$." + rules.choices() + "[" + place + "]",
          "the member \"" + rules.key() + "\" is missing, and there is more than one choice");
    }
  }

  private JsonArray choices() {
    List<JsonValue> all = new ArrayList<>();
    sorted(choices)
        .forEach(
            choice ->
                all.add(complete(keyed(renamed(choice.getValue().json()), choice.getKey()), "")));
    return new JsonArray(all);
  }

  // A choice that never said which one it is is the only one.
  private JsonObject keyed(JsonObject choice, JsonNumber key) {
    if (rules.key().isEmpty() || choice.members().containsKey(rules.key())) {
      return choice;
    }
    Map<String, JsonValue> keyed = new LinkedHashMap<>();
    keyed.put(rules.key(), key);
    keyed.putAll(choice.members());
    return JsonObject.of(keyed);
  }

  // The first value stays, but for an empty text: it says no more than null does.
  private static boolean counts(@Nullable Object earlier, boolean latest) {
    return latest || earlier == null || "".equals(JsonView.text(earlier));
  }

  // In the order of their numbers, in whichever they came.
  private static Stream<Map.Entry<JsonNumber, ObjectSum>> sorted(Map<JsonNumber, ObjectSum> items) {
    return items.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingDouble(JsonNumber::doubleValue)));
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
    static JsonNumber key(Object item, String key, int place) {
      Object value = JsonView.get(item, key);
      if (!(value instanceof JsonNumber number)) {
        return JsonNumber.of(place);
      }
      try {
        return JsonNumber.of(number.longValue()); // 0.0 is 0.
      } catch (ArithmeticException e) {
        return number;
      }
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
      return JsonView.json(piece);
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
    private final Map<JsonNumber, ObjectSum> items = new LinkedHashMap<>();
    private final String key;

    JoinedSum(String key) {
      this.key = key;
    }

    // The key has told the items apart; in the sum their places do.
    JsonArray json() {
      List<JsonValue> all = new ArrayList<>();
      sorted(items)
          .forEach(
              item -> {
                Map<String, JsonValue> members =
                    new LinkedHashMap<>(item.getValue().json().members());
                members.remove(key);
                all.add(JsonObject.of(members));
              });
      return new JsonArray(all);
    }
  }

  /** How a member adds up, and what it has come to. */
  private static final class Member {
    private final String path;
    private final boolean ignored;
    private final boolean piece;
    private final boolean latest;
    private final @Nullable String key;
    private @Nullable Object sum;

    Member(StreamRules rules, String path) {
      this.path = path;
      this.ignored = rules.ignore().contains(path);
      this.piece = isPiece(rules, path);
      this.latest = rules.latest().contains(path);
      this.key = rules.join().get(path);
    }

    private static boolean isPiece(StreamRules rules, String path) {
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

  private static final class ObjectSum {
    private final StreamRules rules;
    private final String prefix;
    private final Map<String, Member> members = new LinkedHashMap<>();

    ObjectSum(StreamRules rules, String prefix) {
      this.rules = rules;
      this.prefix = prefix;
    }

    JsonObject json() {
      JsonObject.Builder json = JsonObject.builder();
      members.forEach(
          (name, member) -> {
            if (member.sum != null) {
              json.put(name, Piece.json(member.sum));
            }
          });
      return json.build();
    }

    void add(Object delta) {
      JsonView.each(delta, this::add);
    }

    private void add(String name, Object value) {
      if (value == JsonNull.NULL) {
        return; // It says that there is no news.
      }
      Member member = members.get(name);
      if (member == null) {
        member = new Member(rules, prefix + name);
        members.put(name, member);
      }
      if (!member.ignored && !isUnfinished(name, value)) {
        add(member, value);
      }
    }

    // The finish field says nothing while the choice goes on.
    private boolean isUnfinished(String name, Object value) {
      return prefix.isEmpty()
          && name.equals(rules.finish())
          && rules.unfinished().contains(JsonView.json(value));
    }

    private void add(Member member, Object value) {
      List<?> items = JsonView.items(value);
      String text = JsonView.text(value);
      if (member.key != null && items != null) {
        join(member, member.key, items);
      } else if (text != null && member.piece) {
        if (!(member.sum instanceof TextSum)) {
          member.sum = new TextSum();
        }
        ((TextSum) member.sum).text.append(text);
      } else if (items != null && member.piece) {
        if (!(member.sum instanceof ListSum)) {
          member.sum = new ListSum();
        }
        List<JsonValue> all = ((ListSum) member.sum).items;
        items.forEach(item -> all.add(JsonView.json(item)));
      } else if (JsonView.isObject(value) && !member.latest) {
        if (!(member.sum instanceof ObjectSum)) {
          member.sum = new ObjectSum(rules, member.path + "/");
        }
        ((ObjectSum) member.sum).add(value);
      } else if (counts(member.sum, member.latest)) {
        member.sum = value;
      }
    }

    private void join(Member member, String key, List<?> items) {
      if (!(member.sum instanceof JoinedSum)) {
        member.sum = new JoinedSum(key);
      }
      Map<JsonNumber, ObjectSum> joined = ((JoinedSum) member.sum).items;
      for (int i = 0; i < items.size(); i++) {
        Object item = items.get(i);
        if (JsonView.isObject(item)) {
          joined
              .computeIfAbsent(
                  Piece.key(item, key, i), added -> new ObjectSum(rules, member.path + "/"))
              .add(item);
        }
      }
    }
  }
}
