package dev.concordat.conformance.server.emulator.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a request asks for, as far as an answer can reflect it. It looks at fields by the names that
 * chat completions have; a request without them asks for nothing in particular.
 */
final class Asked {
  private static final int MAX_ECHO = 4_000;

  private final JsonNode request;
  private boolean isMade;
  private @Nullable String requestedJson;
  private @Nullable String text;

  Asked(JsonNode request) {
    this.request = request;
  }

  JsonNode request() {
    return request;
  }

  boolean isStream() {
    return request.path("stream").asBoolean(false);
  }

  boolean wantsUsage() {
    return request.path("stream_options").path("include_usage").asBoolean(false);
  }

  /** How many tokens an answer may have; {@link Integer#MAX_VALUE} where nothing is said. */
  int limit() {
    for (String name : List.of("max_completion_tokens", "max_tokens")) {
      JsonNode limit = request.path(name);
      if (limit.isIntegralNumber() && limit.canConvertToInt() && limit.intValue() > 0) {
        return limit.intValue();
      }
    }
    return Integer.MAX_VALUE;
  }

  /** What is to be said: words, or JSON where the request wants it, up to what is to stop it. */
  String answer(String words) {
    String whole = formatted(words);
    int end = whole.length();
    JsonNode stops = request.path("stop");
    for (JsonNode stop : stops.isArray() ? stops : List.of(stops)) {
      String text = stop.asString("");
      int at = text.isEmpty() ? -1 : whole.indexOf(text);
      end = at < 0 ? end : Math.min(end, at);
    }
    return whole.substring(0, end);
  }

  private String formatted(String words) {
    JsonNode format = request.path("response_format");
    JsonNode schema = format.at("/json_schema/schema");
    String any = JsonNodeFactory.instance.objectNode().put("said", words).toString();
    String json =
        switch (format.path("type").asString("")) {
          case "json_object" -> any;
          case "json_schema" -> schema.isMissingNode() ? any : requestedJson(schema);
          default -> null;
        };
    return json == null ? words : json;
  }

  // The same for each of the choices.
  private @Nullable String requestedJson(JsonNode schema) {
    if (!isMade) {
      requestedJson = RequestedJson.of(schema);
    }
    isMade = true;
    return requestedJson;
  }

  /** What is to be answered to, in words. */
  String text() {
    if (text == null) {
      text = textOf(request);
    }
    return text;
  }

  private static String textOf(JsonNode request) {
    JsonNode messages = request.path("messages");
    JsonNode last = messages.path(messages.size() - 1);
    if (last.path("role").asString("").equals("tool")) {
      return "The tool said: " + of(last.path("content"));
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).path("role").asString("").equals("user")) {
        return "You said: " + of(messages.get(i).path("content"));
      }
    }
    return request.has("prompt") && !request.has("messages")
        ? "You said: " + of(request.path("prompt"))
        : "You said nothing.";
  }

  private static String of(JsonNode content) {
    List<String> texts = new ArrayList<>();
    if (content.isString()) {
      texts.add(content.stringValue());
    }
    for (JsonNode part : content) {
      if (part.isString()) {
        texts.add(part.stringValue());
      } else if (part.path("text").isString()) {
        texts.add(part.path("text").stringValue());
      } else if (part.path("type").isString()) {
        texts.add("[" + part.path("type").stringValue() + "]");
      }
    }
    String text = String.join(" ", texts);
    return text.codePointCount(0, text.length()) <= MAX_ECHO
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_ECHO)) + " …";
  }

  /** How many texts are to be continued at once; of chat messages, one. */
  int prompts() {
    JsonNode prompt = request.path("prompt");
    boolean isSeveral =
        !request.has("messages")
            && prompt.isArray()
            && !prompt.isEmpty()
            && !prompt.get(0).isNumber();
    return isSeveral ? prompt.size() : 1;
  }
}
