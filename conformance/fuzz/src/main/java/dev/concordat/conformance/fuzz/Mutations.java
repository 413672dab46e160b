package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to what is right, which the fuzzer chooses: most bugs live near what is right. */
final class Mutations {
  static final JsonMapper JSON = new JsonMapper();

  private static final int MAX_CHANGES = 4;
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "1.0",
    "1.5",
    "1e3",
    "1e-3",
    "-0",
    "2147483648",
    "9223372036854775808",
    "12345678901234567890.5",
    "1e400",
    "\"\"",
    "\"x\"",
    "\"1\"",
    "\"stop\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"null\"",
    "\"{}\"",
    "[]",
    "{}",
    "[null]",
    "[{}]",
    "[[]]",
    "{\"a\":1}",
    "{\"type\":\"function\"}",
    "{\"index\":0}",
    "\"function\"",
    "\"user\"",
    "\"assistant\"",
    "\"tool\""
  };

  private final Draws data;

  Mutations(Draws data) {
    this.data = data;
  }

  /** A text with values, members and elements of its JSON changed; bytes where it is none. */
  String json(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      return bytes(text);
    }
    JsonNode[] holder = {root};
    for (int i = data.number(0, MAX_CHANGES); i > 0; i--) {
      holder[0] = changed(holder[0]);
    }
    String changed = written(holder[0]);
    if (changed == null) {
      return bytes(text);
    }
    return data.number(0, 9) == 0 ? bytes(changed) : changed;
  }

  // Null where changes have put so many levels into each other that nobody would read it.
  private static @Nullable String written(JsonNode root) {
    try {
      return JSON.writeValueAsString(root);
    } catch (StreamConstraintsException e) {
      return null;
    }
  }

  private JsonNode changed(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return value(root);
    }
    Place place = data.one(places);
    switch (data.number(0, 5)) {
      case 0 -> place.remove();
      case 1 -> place.replace(value(root));
      case 2 -> place.replace(data.one(places).value().deepCopy());
      case 3 -> place.add(name(places), data.one(places).value().deepCopy());
      case 4 -> place.add(name(places), value(root));
      default -> place.replace(JSON.getNodeFactory().stringNode(data.text(12)));
    }
    return root;
  }

  private String name(List<Place> places) {
    String name = data.one(places).name();
    return name == null || data.yes() ? data.text(8) : name;
  }

  private JsonNode value(JsonNode root) {
    return data.number(0, 7) == 0 ? root.deepCopy() : JSON.readTree(data.one(VALUES));
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object.propertyNames().forEach(name -> places.add(new Place(object, name, -1)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, null, i));
      }
    }
    node.forEach(child -> collect(child, places));
  }

  private record Place(JsonNode owner, @Nullable String name, int index) {
    JsonNode value() {
      JsonNode value = name == null ? owner.get(index) : owner.get(name);
      return value == null ? JSON.nullNode() : value;
    }

    void remove() {
      if (owner instanceof ObjectNode object) {
        object.remove(List.of(String.valueOf(name)));
      } else {
        ((ArrayNode) owner).remove(index);
      }
    }

    void replace(JsonNode value) {
      if (owner instanceof ObjectNode object) {
        object.set(String.valueOf(name), value);
      } else {
        ((ArrayNode) owner).set(index, value);
      }
    }

    void add(String member, JsonNode value) {
      if (owner instanceof ObjectNode object) {
        object.set(member, value);
      } else {
        ((ArrayNode) owner).insert(index, value);
      }
    }
  }

  /** A text with parts of it dropped, doubled or written over. */
  String bytes(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = data.number(1, MAX_CHANGES); i > 0 && !changed.isEmpty(); i--) {
      int at = data.number(0, changed.length() - 1);
      int end = Math.min(changed.length(), at + data.number(0, 24));
      switch (data.number(0, 3)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, changed.substring(at, end));
        case 2 -> changed.insert(at, data.text(8));
        default -> changed.replace(at, end, data.text(8));
      }
    }
    return changed.toString();
  }

  /** An event stream whose events are dropped, doubled, swapped, or changed inside. */
  String stream(String text) {
    List<String> events = new ArrayList<>(List.of(text.split("(?<=\n\n)", -1)));
    for (int i = data.number(0, MAX_CHANGES); i > 0 && !events.isEmpty(); i--) {
      int at = data.number(0, events.size() - 1);
      String event = events.get(at);
      switch (data.number(0, 6)) {
        case 0 -> events.remove(at);
        case 1 -> events.add(at, event);
        case 2 -> events.add(data.number(0, events.size() - 1), events.remove(at));
        case 3 -> events.set(at, bytes(event));
        case 4 -> events.set(at, event.replace("\n", data.yes() ? "\r\n" : "\r"));
        default ->
            events.set(
                at,
                event.startsWith("data: {")
                    ? "data: " + json(event.substring(6).strip()) + "\n\n"
                    : event);
      }
    }
    return String.join("", events);
  }

  /** An exchange of those that ship, changed, as it would be on the wire. */
  WireExchange exchange() {
    WireExchange seed = WireExchange.of(data.one(Seeds.EXCHANGES));
    WireExchange.Request request = seed.request();
    WireExchange.Response response = seed.response();
    if (response == null) {
      throw new IllegalStateException("seeds have answers");
    }
    int where = data.number(0, 7);
    byte[] answer = where == 0 || where > 5 ? body(response.body()) : response.body();
    return new WireExchange(
        seed.provider(),
        seed.started(),
        new WireExchange.Request(
            request.method(),
            where == 1 ? request.url() + data.one(URLS) : request.url(),
            where == 2 ? headers(request.headers()) : request.headers(),
            where == 0 || where == 3 ? body(request.body()) : request.body()),
        new WireExchange.Response(
            where == 4 ? data.one(STATUSES) : response.status(),
            where == 5 ? headers(response.headers()) : response.headers(),
            answer,
            Pieces.one(0, answer.length)),
        null);
  }

  private static final Integer[] STATUSES = {200, 201, 204, 400, 401, 404, 413, 429, 500, 503, 529};
  private static final String[] URLS = {
    "?", "?a", "?a=b", "?stream=true", "/", "#x", "?a=%", "?%00=%zz"
  };
  private static final String[] NAMES = {
    "Content-Type",
    "Authorization",
    "Content-Encoding",
    "Retry-After",
    "X-Request-Id",
    "x-bce-date",
    "Date",
    "Host"
  };
  private static final String[] HEADER_VALUES = {
    "",
    "application/json",
    "text/event-stream",
    "text/event-stream;charset=utf-8",
    "text/html",
    "Bearer x",
    "Bearer sk-0123456789abcdefghij",
    "gzip",
    "deflate, gzip",
    "br",
    "1",
    "-1",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "application/json; charset=utf-16",
    "application/json; charset=nonsense",
    "\u00e9",
    "a, b"
  };

  private Headers headers(Headers headers) {
    Headers.Builder changed = new Headers.Builder();
    String name = data.one(NAMES);
    boolean isReplaced = data.yes();
    for (String each : headers.names()) {
      if (!isReplaced || !each.equalsIgnoreCase(name)) {
        headers.all(each).forEach(value -> changed.add(each, value));
      }
    }
    changed.add(name, data.one(HEADER_VALUES));
    return changed.build();
  }

  private byte[] body(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String changed;
    if (text.isEmpty() || data.number(0, 15) == 0) {
      changed = data.text(20);
    } else {
      changed = text.startsWith("data:") ? stream(text) : json(text);
    }
    return changed.getBytes(StandardCharsets.UTF_8);
  }
}
