package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.language.Agreement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How likely the tokens of a made answer were: certain, so that each is its own one alternative. It
 * has the names that chat completions and completions have for that.
 */
final class Logprobs {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Logprobs() {}

  /** What the request asks to be told of these tokens, or null where it asks for nothing. */
  static @Nullable JsonNode of(
      JsonNode request, Agreement.@Nullable Logprobs names, List<String> tokens) {
    if (names == null || tokens.isEmpty() || !areAsked(request, names)) {
      return null;
    }
    return names.each() == null
        ? ofCompletion(tokens)
        : ofChat(tokens, request.path(names.most()).asInt(0) > 0);
  }

  /** Whether the request asks to be told. */
  static boolean areAsked(JsonNode request, Agreement.@Nullable Logprobs names) {
    JsonNode asked = names == null ? NODES.nullNode() : request.path(names.request());
    return asked.asBoolean(false) || (asked.isNumber() && asked.intValue() > 0);
  }

  private static ObjectNode ofChat(List<String> tokens, boolean hasAlternatives) {
    ObjectNode logprobs = NODES.objectNode();
    ArrayNode content = logprobs.putArray("content");
    for (String token : tokens) {
      ObjectNode told = content.add(told(token)).get(content.size() - 1).asObject();
      ArrayNode alternatives = told.putArray("top_logprobs");
      if (hasAlternatives) {
        alternatives.add(told(token));
      }
    }
    return logprobs;
  }

  private static ObjectNode told(String token) {
    ObjectNode told = NODES.objectNode().put("token", token).put("logprob", 0);
    ArrayNode bytes = told.putArray("bytes");
    for (byte each : token.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(each & 0xff);
    }
    return told;
  }

  private static ObjectNode ofCompletion(List<String> tokens) {
    ObjectNode logprobs = NODES.objectNode();
    ArrayNode texts = logprobs.putArray("tokens");
    ArrayNode likely = logprobs.putArray("token_logprobs");
    ArrayNode alternatives = logprobs.putArray("top_logprobs");
    ArrayNode offsets = logprobs.putArray("text_offset");
    int offset = 0;
    for (String token : tokens) {
      texts.add(token);
      likely.add(0);
      alternatives.addObject().put(token, 0);
      offsets.add(offset);
      offset += token.length();
    }
    return logprobs;
  }
}
