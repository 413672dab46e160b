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
   * A parameter in the path, in the style {@code simple}.
   *
   * @throws IllegalArgumentException if it is empty: the path would lead elsewhere
   */
  public static String path(JsonType parameters, String name, boolean explode) {
    String value = simple(member(parameters, name), explode);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("the path parameter " + name + " is empty");
    }
    return value;
  }

  /** A parameter in a header, in the style {@code simple}; null if it is absent. */
  public static @Nullable String header(JsonType parameters, String name, boolean explode) {
    return simple(member(parameters, name), explode);
  }

  /**
   * A parameter in the query.
   *
   * @param style {@code form}, {@code spaceDelimited}, {@code pipeDelimited} or {@code deepObject}
   */
  public static List<Pair> query(JsonType parameters, String name, String style, boolean explode) {
    JsonValue value = member(parameters, name);
    List<Pair> pairs = new ArrayList<>();
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        if (style.equals("deepObject")) {
          pairs.add(pair(name + "[" + member.getKey() + "]", text(member.getValue())));
        } else if (explode) {
          pairs.add(pair(member.getKey(), text(member.getValue())));
        }
      }
      if (!explode && !style.equals("deepObject")) {
        pairs.add(joined(name, pieces(object, ",", Style::encode), style));
      }
    } else if (value instanceof JsonArray array) {
      if (explode) {
        array.items().forEach(item -> pairs.add(pair(name, text(item))));
      } else {
        pairs.add(joined(name, array.items().stream().map(i -> encode(text(i))).toList(), style));
      }
    } else if (value != null && value != JsonNull.NULL) {
      pairs.add(pair(name, text(value)));
    }
    return pairs;
  }

  private static Pair pair(String name, String value) {
    return new Pair(encode(name), encode(value));
  }

  private static Pair joined(String name, List<String> pieces, String style) {
    String delimiter =
        switch (style) {
          case "spaceDelimited" -> "%20";
          case "pipeDelimited" -> "%7C";
          default -> ",";
        };
    return new Pair(encode(name), String.join(delimiter, pieces));
  }

  private static @Nullable String simple(@Nullable JsonValue value, boolean explode) {
    if (value == null || value == JsonNull.NULL) {
      return null;
    }
    if (value instanceof JsonArray array) {
      return String.join(",", array.items().stream().map(Style::text).toList());
    }
    return value instanceof JsonObject object
        ? String.join(",", pieces(object, explode ? "=" : ",", text -> text))
        : text(value);
  }

  private static List<String> pieces(
      JsonObject object, String delimiter, UnaryOperator<String> encoding) {
    List<String> pieces = new ArrayList<>();
    object
        .members()
        .forEach(
            (name, value) ->
                pieces.add(encoding.apply(name) + delimiter + encoding.apply(text(value))));
    return pieces;
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
