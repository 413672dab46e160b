package dev.concordat.client.generator;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of an operation's answer of success.
 *
 * @param response what the contract says of it
 * @param mediaType the media type that is asked for
 * @param type its Java type
 * @param reader the expression that reads it
 * @param plain whether there is one that is no stream
 */
record AnswerView(JsonNode response, String mediaType, String type, String reader, boolean plain) {
  private static final String NOTHING = "@Nullable Void";

  static AnswerView of(String method, JsonNode operation, ContractTree contract, String provider) {
    JsonNode described = ContractTree.success(operation);
    JsonNode content = described.path("content");
    String mediaType = mediaType(content);
    boolean streamed = content.has(Streams.MEDIA_TYPE);
    if (mediaType == null || method.equals("head")) {
      boolean plain = !streamed || method.equals("head");
      return new AnswerView(described, "*/*", NOTHING, "Operation.Answer.nothing()", plain);
    }
    JsonNode schema = content.path(mediaType).path("schema");
    if (isJson(mediaType)) {
      TypeRef type = TypeRef.of(schema, contract, provider);
      return new AnswerView(
          described, mediaType, type.java(), "Operation.Answer.json(" + type.codec() + ")", true);
    }
    return mediaType.startsWith("text/")
        ? new AnswerView(described, mediaType, "String", "Operation.Answer.text()", true)
        : new AnswerView(described, mediaType, "ByteString", "Operation.Answer.bytes()", true);
  }

  static boolean isJson(String mediaType) {
    String type = mediaType.replaceAll(";.*", "").strip();
    return type.equals("application/json") || type.endsWith("+json");
  }

  // JSON if there is any, else the first that is no stream; null if there is none.
  private static @org.jspecify.annotations.Nullable String mediaType(JsonNode content) {
    String first = null;
    for (Map.Entry<String, JsonNode> media : content.properties()) {
      if (isJson(media.getKey())) {
        return media.getKey();
      }
      if (first == null && !media.getKey().startsWith(Streams.MEDIA_TYPE)) {
        first = media.getKey();
      }
    }
    return first;
  }
}
