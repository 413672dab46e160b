package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One case of a file in {@code cases/exchanges}: an exchange of {@code cases/bases} with some
 * changes, and what has to be said of it.
 *
 * @param says texts that the findings' messages contain, in any of them
 */
record ExchangeCase(
    String name, JsonNode exchange, String verdict, List<String> findings, List<String> says) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Override
  public String toString() {
    return name;
  }

  static List<ExchangeCase> of(Path file) {
    return of(String.valueOf(file.getFileName()), TestFiles.read(file));
  }

  /** The cases of a file's content. */
  static List<ExchangeCase> of(String file, JsonNode root) {
    List<ExchangeCase> cases = new ArrayList<>();
    for (JsonNode json : root.path("cases")) {
      String base = json.path("base").asString(root.path("base").asString(""));
      JsonNode exchange = TestFiles.read(TestFiles.resource("cases/bases/" + base + ".yaml"));
      change(exchange, root);
      change(exchange, json);
      cases.add(
          new ExchangeCase(
              file + ": " + json.path("name").asString(),
              exchange,
              json.path("verdict").asString(),
              texts(json.path("findings")),
              texts(json.path("says"))));
    }
    return cases;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString().replaceAll(" +", " ")));
    return texts;
  }

  private static void change(JsonNode exchange, JsonNode changes) {
    for (JsonNode pointer : changes.path("remove")) {
      JsonPointer at = JsonPointer.compile(pointer.asString());
      JsonNode parent = exchange.at(at.head());
      JsonNode removed =
          parent instanceof ArrayNode array
              ? array.remove(at.last().getMatchingIndex())
              : ((ObjectNode) parent).remove(at.last().getMatchingProperty());
      if (removed == null) {
        throw new IllegalArgumentException("there is nothing to remove at " + at);
      }
    }
    for (Map.Entry<String, JsonNode> entry : changes.path("set").properties()) {
      JsonPointer at = JsonPointer.compile(entry.getKey());
      JsonNode parent = exchange.at(at.head());
      String name = at.last().getMatchingProperty();
      if (parent instanceof ObjectNode object) {
        object.set(name, entry.getValue());
      } else if (parent instanceof ArrayNode array && name.equals("-")) {
        array.add(entry.getValue());
      } else if (parent instanceof ArrayNode array) {
        array.set(at.last().getMatchingIndex(), entry.getValue());
      } else {
        throw new IllegalArgumentException("there is nothing to change at " + at);
      }
    }
  }

  /** The exchange, written as a recording and read again. */
  Exchange read() {
    ObjectNode entry = NODES.objectNode();
    copy(exchange, "provider", entry, "_provider");
    copy(exchange, "answer", entry, "_answer");
    entry.set("request", side(exchange.path("request"), "postData"));
    JsonNode response = exchange.path("response");
    entry.set("response", response.isObject() ? side(response, "content") : NODES.nullNode());
    byte[] line = MAPPER.writeValueAsString(entry).getBytes(StandardCharsets.UTF_8);
    try (RecordingReader reader =
        RecordingReader.open("case.jsonl", new ByteArrayInputStream(line))) {
      RecordingReader.Entry read = reader.next();
      if (read instanceof RecordingReader.Read good) {
        return good.exchange();
      }
      throw new IllegalStateException("the case is no exchange: " + read);
    } catch (RecordingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode side(JsonNode json, String bodyName) {
    ObjectNode side = NODES.objectNode();
    copy(json, "method", side, "method");
    copy(json, "url", side, "url");
    copy(json, "status", side, "status");
    copy(json, "broken", side, "_error");
    copy(json, "bodySize", side, "bodySize");
    ArrayNode headers = side.putArray("headers");
    json.path("headers")
        .properties()
        .forEach(
            header ->
                headers
                    .addObject()
                    .put("name", header.getKey())
                    .put("value", header.getValue().asString()));
    ObjectNode body = NODES.objectNode();
    if (json.has("json")) {
      body.put("text", MAPPER.writeValueAsString(json.get("json")));
    }
    for (String member : List.of("text", "mimeType", "encoding", "size", "params")) {
      copy(json, member, body, member);
    }
    if (!body.isEmpty()) {
      side.set(bodyName, body);
    }
    return side;
  }

  private static void copy(JsonNode from, String member, ObjectNode to, String name) {
    if (from.has(member)) {
      to.set(name, from.get(member));
    }
  }
}
