package dev.concordat.conformance.server.emulator.reply;

import dev.concordat.conformance.contract.UsualErrors;
import dev.concordat.language.ProviderErrors;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes errors in the form in which a provider says that something is wrong. */
public final class ErrorForm {
  public static final String MEDIA_TYPE = "application/json";

  private final ProviderErrors errors;

  public ErrorForm(ProviderErrors errors) {
    this.errors = errors;
  }

  /** A kind of error: its status, and its code and message as text. */
  public record Kind(int status, String code, String message) {}

  public static ErrorForm unknownProvider() {
    return new ErrorForm(UsualErrors.errors());
  }

  public Kind kind(String name) {
    ProviderErrors.Answer answer = answer(name);
    return new Kind(answer.status(), answer.code().asString(), answer.message());
  }

  private ProviderErrors.Answer answer(String kind) {
    ProviderErrors.Answer answer = errors.answers().get(kind);
    if (answer == null) {
      throw new IllegalArgumentException("there is no kind of error '%s'".formatted(kind));
    }
    return answer;
  }

  /** The error as it is, with nothing to add. */
  public Reply reply(String kind) {
    return Reply.whole(kind(kind).status(), MEDIA_TYPE, body(kind));
  }

  /**
   * An error.
   *
   * @param detail what is wrong with this request
   * @param param the field that is at fault, or null where none is
   */
  public Reply reply(String kind, String detail, @Nullable String param) {
    return Reply.whole(kind(kind).status(), MEDIA_TYPE, body(kind, detail, param));
  }

  /** The body of an error, on one line. */
  public String body(String kind) {
    return body(kind, null, null);
  }

  private String body(String kind, @Nullable String detail, @Nullable String param) {
    return SafeJson.write(json(kind, detail, param));
  }

  /**
   * The body of an error.
   *
   * @param detail what is wrong with this request, or null where that is not said
   * @param param the field that is at fault, or null where none is
   */
  public JsonNode json(String kind, @Nullable String detail, @Nullable String param) {
    ProviderErrors.Answer answer = answer(kind);
    String message = answer.message();
    Map<String, JsonNode> values = new HashMap<>();
    values.put("code", answer.code());
    values.put("type", text(answer.type()));
    values.put("message", text(detail == null ? message : message + ": " + detail));
    values.put("param", text(param));
    return filled(errors.body(), values);
  }

  private static JsonNode text(@Nullable String value) {
    return value == null ? NullNode.instance : JsonNodeFactory.instance.stringNode(value);
  }

  private JsonNode filled(JsonNode template, Map<String, JsonNode> values) {
    if (template.isString()) {
      String text = template.stringValue();
      return text.startsWith("${")
          ? values.getOrDefault(text.substring(2, text.length() - 1), NullNode.instance)
          : template;
    }
    if (!template.isObject()) {
      return template;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : template.properties()) {
      JsonNode value = filled(member.getValue(), values);
      if (!value.isNull() || !errors.leftOutIfNull().contains(member.getKey())) {
        object.set(member.getKey(), value);
      }
    }
    return object;
  }
}
