package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text after the letter of RFC 8259. Moshi's reader is laxer (it takes {@code True}
 * and line ends within strings) and gives up at 255 levels.
 */
final class JsonParser {
  // As many as the checker judges.
  private static final int MAX_LEVELS = 500;

  private final String json;
  private int at;
  private int level;

  JsonParser(String json) {
    this.json = json;
  }

  /**
   * The value of the whole text.
   *
   * @throws JsonDecodeException if it is not one JSON value, or a member is named twice
   */
  JsonValue parse(JsonPath root) {
    JsonValue value = value(root);
    skipSpace();
    if (at < json.length()) {
      throw root.error("text after the JSON value");
    }
    return value;
  }

  private JsonValue value(JsonPath path) {
    skipSpace();
    return switch (peek(path)) {
      case '{' -> object(path);
      case '[' -> array(path);
      case '"' -> new JsonString(string(path));
      case 't' -> word("true", JsonBoolean.TRUE, path);
      case 'f' -> word("false", JsonBoolean.FALSE, path);
      case 'n' -> word("null", JsonNull.NULL, path);
      default -> number(path);
    };
  }

  private JsonObject object(JsonPath path) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    enter(path);
    boolean more = !skip('}', path);
    while (more) {
      if (peek(path) != '"') {
        throw path.error("not JSON");
      }
      JsonPath member = path.member(string(path));
      require(':', member);
      if (members.put(member.name(), value(member)) != null) {
        throw member.error("the member is there twice");
      }
      more = more('}', path);
    }
    level--;
    return JsonObject.of(members);
  }

  private JsonArray array(JsonPath path) {
    List<JsonValue> items = new ArrayList<>();
    enter(path);
    boolean more = !skip(']', path);
    while (more) {
      items.add(value(path.item(items.size())));
      more = more(']', path);
    }
    level--;
    return new JsonArray(items);
  }

  // Over the bracket that opens.
  private void enter(JsonPath path) {
    at++;
    level++;
    if (level > MAX_LEVELS) {
      throw path.error("more than " + MAX_LEVELS + " levels");
    }
  }

  private boolean more(char end, JsonPath path) {
    if (skip(end, path)) {
      return false;
    }
    require(',', path);
    skipSpace();
    return true;
  }

  private JsonNumber number(JsonPath path) {
    int start = at;
    while (at < json.length() && "+-.0123456789eE".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    try {
      return JsonNumber.of(json.substring(start, at));
    } catch (IllegalArgumentException e) {
      throw path.error("not JSON");
    }
  }

  private JsonValue word(String word, JsonValue value, JsonPath path) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(path) != word.charAt(i)) {
        throw path.error("not JSON");
      }
      at++;
    }
    return value;
  }

  private String string(JsonPath path) {
    at++;
    int start = at;
    StringBuilder text = null;
    while (peek(path) != '"') {
      char c = json.charAt(at);
      if (c < 0x20) {
        throw path.error("not JSON");
      }
      if (c == '\\') {
        text = text == null ? new StringBuilder() : text;
        text.append(json, start, at);
        text.append(escaped(path));
        start = at;
      } else {
        at++;
      }
    }
    String rest = json.substring(start, at);
    at++;
    return text == null ? rest : text.append(rest).toString();
  }

  private char escaped(JsonPath path) {
    at++;
    char c = peek(path);
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit(path);
      default -> throw path.error("not JSON");
    };
  }

  private char codeUnit(JsonPath path) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(peek(path)));
      if (digit < 0) {
        throw path.error("not JSON");
      }
      unit = unit * 16 + digit;
      at++;
    }
    return (char) unit;
  }

  private boolean skip(char expected, JsonPath path) {
    skipSpace();
    boolean found = peek(path) == expected;
    if (found) {
      at++;
    }
    return found;
  }

  private void require(char expected, JsonPath path) {
    if (!skip(expected, path)) {
      throw path.error("not JSON");
    }
  }

  private char peek(JsonPath path) {
    if (at == json.length()) {
      throw path.error("the JSON text ends too early");
    }
    return json.charAt(at);
  }

  private void skipSpace() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }
}
