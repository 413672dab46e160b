package dev.concordat.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a contract says of a stream in {@code x-event-stream}. A member that the contract leaves out
 * has no rule.
 *
 * @param terminator the data of the last event, or null where none ends the stream
 * @param name the member of a chunk that says what its event is called, or null where events have
 *     no names
 * @param stable the members of a chunk that stay the same in all chunks
 * @param choices the member that holds the choices, or null where a chunk has none
 * @param key the member that tells choices apart
 * @param finish the member of a choice that ends it, or null where nothing does
 * @param unfinished the values of that member that do not end a choice
 * @param trailer the member that a trailer carries, or null where there is none
 * @param empty the list that is empty in a trailer: that of the choices unless the contract names
 *     another; null where there are neither
 * @param sum how chunks add up, or null where they do not
 * @param pointer the place in the contract, as a URI fragment
 */
public record EventStream(
    @Nullable String terminator,
    @Nullable String name,
    List<String> stable,
    @Nullable String choices,
    String key,
    @Nullable String finish,
    List<JsonNode> unfinished,
    @Nullable String trailer,
    @Nullable String empty,
    @Nullable Sum sum,
    String pointer) {

  /**
   * How the choices of chunks add up to those of a whole answer. Paths are of a choice, their
   * members joined by a slash.
   *
   * @param schema the place of the whole answer's schema, as a URI fragment
   * @param rename members of a choice that have another name in the whole
   * @param append texts and arrays that are joined
   * @param join arrays whose elements are joined by a member of theirs, by path
   * @param latest members of a choice or a chunk of which the last counts; of all others it is the
   *     first
   * @param absent what members of a choice are that no chunk had, by path
   * @param replace members of the whole that have a value of their own
   * @param ignore members of a choice or a chunk that are no part of the whole
   * @param ofChoice the same of a choice, compiled
   */
  public record Sum(
      String schema,
      Map<String, String> rename,
      List<String> append,
      Map<String, String> join,
      List<String> latest,
      Map<String, JsonNode> absent,
      Map<String, JsonNode> replace,
      List<String> ignore,
      SumRules ofChoice) {}

  /**
   * What a contract says.
   *
   * @param json the extension, of the form that the contract's form describes; anything else says
   *     nothing
   */
  public static EventStream of(JsonNode json, String pointer) {
    List<JsonNode> unfinished = new ArrayList<>();
    json.path("finish").path("unfinished").forEach(unfinished::add);
    String key = json.path("choices").path("key").asString("index");
    String finish = text(json.path("finish").path("field"));
    return new EventStream(
        text(json.path("terminator")),
        text(json.path("name")),
        texts(json.path("stable")),
        text(json.path("choices").path("at")),
        key,
        finish,
        unfinished,
        text(json.path("trailer").path("carries")),
        text(
            json.path("trailer").has("empty")
                ? json.path("trailer").path("empty")
                : json.path("choices").path("at")),
        json.has("sum") ? sum(json.get("sum"), key, finish) : null,
        pointer);
  }

  /** What an event with this data is called; null where it has no name. */
  public @Nullable String nameOf(JsonNode data) {
    return name == null ? null : text(data.path(name));
  }

  private static Sum sum(JsonNode json, String key, @Nullable String finish) {
    List<String> append = texts(json.path("append"));
    Map<String, String> join = textMap(json.path("join"));
    List<String> latest = texts(json.path("latest"));
    List<String> ignore = texts(json.path("ignore"));
    return new Sum(
        json.path("schema").asString(),
        textMap(json.path("rename")),
        append,
        join,
        latest,
        map(json.path("absent")),
        map(json.path("replace")),
        ignore,
        SumRules.of(append, latest, ignore, join, key, finish));
  }

  private static @Nullable String text(JsonNode json) {
    return json.isString() ? json.stringValue() : null;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static Map<String, String> textMap(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static Map<String, JsonNode> map(JsonNode json) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }
}
