package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How parameters are written: OpenAPI 3.1, 4.8.12.3, after RFC 6570. */
public final class Style {
  private Style() {}

  /** A pair of the query, percent-encoded. */
  public record Pair(String name, String value) {}

  /**
   * A parameter in the path, in the style {@code simple}, percent-encoded.
   *
   * @param json whether it is written as JSON
   * @throws IllegalArgumentException if it is empty: the path would lead elsewhere
   */
  public static String path(JsonType parameters, String key, boolean explode, boolean json) {
    String value = simple(member(parameters, key), explode, json, Style::encode, Style::encode);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("the path parameter " + key + " is empty");
    }
    return value;
  }

  /**
   * A parameter in a header, in the style {@code simple}; null if it is absent.
   *
   * @throws IllegalArgumentException if a piece of it has a comma, as what divides them
   */
  public static @Nullable String header(
      JsonType parameters, String key, boolean explode, boolean json) {
    return simple(
        member(parameters, key), explode, json, text -> text, piece -> undivided(key, piece, ","));
  }

  /** Parameters in cookies, each a key and its name there; null if all are absent. */
  public static @Nullable String cookies(JsonType parameters, String... keysAndNames) {
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i < keysAndNames.length; i += 2) {
      query(parameters, keysAndNames[i], keysAndNames[i + 1], "form", false)
          .forEach(pair -> cookies.add(pair.name() + "=" + pair.value()));
    }
    return cookies.isEmpty() ? null : String.join("; ", cookies);
  }

  /**
   * A parameter in the query.
   *
   * @param key the member that has it
   * @param name its name in the query
   * @param style {@code form}, {@code spaceDelimited}, {@code pipeDelimited}, {@code deepObject},
   *     or {@code json}
   * @throws IllegalArgumentException if a piece of it has the space or the pipe that divides them
   */
  public static List<Pair> query(
      JsonType parameters, String key, String name, String style, boolean explode) {
    JsonValue value = member(parameters, key);
    List<Pair> pairs = new ArrayList<>();
    if (value == null || value == JsonNull.NULL) {
      return pairs;
    } else if (style.equals("json")) {
      pairs.add(pair(name, value.toJson()));
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        if (style.equals("deepObject")) {
          pairs.add(pair(name + "[" + member.getKey() + "]", text(member.getValue())));
        } else if (explode) {
          pairs.add(pair(member.getKey(), text(member.getValue())));
        }
      }
      if (!explode && !style.equals("deepObject")) {
        pairs.addAll(joined(name, value, style));
      }
    } else if (value instanceof JsonArray array) {
      if (explode) {
        array.items().forEach(item -> pairs.add(pair(name, text(item))));
      } else {
        pairs.addAll(joined(name, value, style));
      }
    } else {
      pairs.add(pair(name, text(value)));
    }
    return pairs;
  }

  private static Pair pair(String name, String value) {
    return new Pair(encode(name), encode(value));
  }

  // RFC 6570, 2.3: a list without items is undefined.
  private static List<Pair> joined(String name, JsonValue value, String style) {
    String joined =
        switch (style) {
          case "spaceDelimited" ->
              joined(value, "%20", piece -> encode(undivided(name, piece, " ")));
          case "pipeDelimited" ->
              joined(value, "%7C", piece -> encode(undivided(name, piece, "|")));
          default -> joined(value, ",", Style::encode);
        };
    return joined == null ? List.of() : List.of(new Pair(encode(name), joined));
  }

  // The items of a list, or the names and values of an object; null if there are none.
  private static @Nullable String joined(
      JsonValue value, String delimiter, UnaryOperator<String> piece) {
    List<String> pieces = new ArrayList<>();
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                pieces.add(piece.apply(name));
                pieces.add(piece.apply(text(member)));
              });
    } else if (value instanceof JsonArray array) {
      array.items().forEach(item -> pieces.add(piece.apply(text(item))));
    }
    return pieces.isEmpty() ? null : String.join(delimiter, pieces);
  }

  private static String undivided(String name, String piece, String delimiter) {
    if (piece.contains(delimiter)) {
      throw new IllegalArgumentException(
          "the parameter %s has '%s', in which what divides its values stands: '%s'"
              .formatted(name, piece, delimiter));
    }
    return piece;
  }

  private static @Nullable String simple(
      @Nullable JsonValue value,
      boolean explode,
      boolean json,
      UnaryOperator<String> encoding,
      UnaryOperator<String> piece) {
    if (value == null || value == JsonNull.NULL) {
      return null;
    }
    if (json) {
      return encoding.apply(value.toJson());
    }
    if (explode && value instanceof JsonObject object) {
      List<String> pairs = new ArrayList<>();
      object
          .members()
          .forEach(
              (name, member) -> pairs.add(piece.apply(name) + "=" + piece.apply(text(member))));
      return String.join(",", pairs);
    }
    return value instanceof JsonArray || value instanceof JsonObject
        ? joined(value, ",", piece)
        : encoding.apply(text(value));
  }

  private static @Nullable JsonValue member(JsonType parameters, String name) {
    return parameters.toJsonValue() instanceof JsonObject object ? object.get(name) : null;
  }

  // What stands inside of an array or object has no form of its own: it is written as JSON.
  static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.text();
    }
    return value instanceof JsonNumber number ? number.text() : value.toJson();
  }

  // RFC 3986: all but the unreserved characters.
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9') || "-_.~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
