package dev.concordat.conformance.server.instance;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Keyword;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values of parameters and headers, and how they are written. */
public final class Written {
  private static final JsonNode ANYTHING = JsonNodeFactory.instance.stringNode("x");

  private Written() {}

  /** The first example, the default, or the least that the schema allows; a text where none is. */
  public static JsonNode value(Contract contract, Operation.Parameter parameter) {
    SchemaNode schema = parameter.schema();
    if (schema == null) {
      return ANYTHING;
    }
    JsonNode value = parameter.example();
    if (value == null || !contract.engine().validate(value, schema).isEmpty()) {
      value = schema.keyword(Keyword.EXAMPLES).path(0);
    }
    if (value.isMissingNode()) {
      value = schema.keyword(Keyword.DEFAULT);
    }
    if (value.isMissingNode()) {
      value = InstanceGenerator.least(contract).generate(schema);
    }
    return value == null || (value.isString() && value.stringValue().isEmpty()) ? ANYTHING : value;
  }

  /** A value in a path or a header: what a list or an object has, with commas. */
  public static String text(Operation.Parameter parameter, JsonNode value) {
    return text(parameter, value, UnaryOperator.identity());
  }

  /** The same in a path. */
  public static String segment(Operation.Parameter parameter, JsonNode value) {
    return text(parameter, value, Written::encoded);
  }

  /** A value in the query, each pair written {@code name=value}. */
  public static List<String> query(Operation.Parameter parameter, JsonNode value) {
    String name = encoded(parameter.name());
    Operation.Style style = parameter.style();
    List<String> pairs = new ArrayList<>();
    if (!value.isContainer() || style.isJson()) {
      return List.of(name + "=" + encoded(style.isJson() ? value.toString() : value.asString()));
    }
    if (value.isObject() && style.name().equals("deepObject")) {
      value.forEachEntry(
          (key, member) ->
              pairs.add("%s[%s]=%s".formatted(name, encoded(key), encoded(member.asString()))));
      return pairs;
    }
    if (style.isExploded() && value.isArray()) {
      value.forEach(item -> pairs.add(name + "=" + encoded(item.asString())));
      return pairs;
    }
    if (style.isExploded()) {
      value.forEachEntry(
          (key, member) -> pairs.add(encoded(key) + "=" + encoded(member.asString())));
      return pairs;
    }
    String between =
        switch (style.name()) {
          case "pipeDelimited" -> "%7C";
          case "spaceDelimited" -> "%20";
          default -> ",";
        };
    return List.of(name + "=" + String.join(between, parts(value, false, Written::encoded)));
  }

  private static String text(
      Operation.Parameter parameter, JsonNode value, UnaryOperator<String> encoding) {
    Operation.Style style = parameter.style();
    if (!value.isContainer() || style.isJson()) {
      return encoding.apply(style.isJson() ? value.toString() : value.asString());
    }
    return String.join(",", parts(value, style.isExploded(), encoding));
  }

  private static List<String> parts(
      JsonNode value, boolean isExploded, UnaryOperator<String> encoding) {
    List<String> parts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> parts.add(encoding.apply(item.asString())));
      return parts;
    }
    value.forEachEntry(
        (key, member) -> {
          String name = encoding.apply(key);
          String text = encoding.apply(member.asString());
          if (isExploded) {
            parts.add(name + "=" + text);
          } else {
            parts.add(name);
            parts.add(text);
          }
        });
    return parts;
  }

  /** A text as it stands in a URL. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
