package dev.concordat.client.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private static final String JSON = "application/json";
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
    String type = essence(mediaType);
    return type.equals(JSON) || type.endsWith("+json");
  }

  // The type without its parameters.
  private static String essence(String mediaType) {
    return mediaType.replaceAll(";.*", "").strip();
  }

  /** JSON if there is any, plain JSON above all, else the first that is no stream; or null. */
  static @Nullable String mediaType(JsonNode content) {
    List<String> plain =
        content.propertyStream().map(Map.Entry::getKey).filter(name -> !isStream(name)).toList();
    return plain.stream()
        .filter(name -> essence(name).equals(JSON))
        .findFirst()
        .or(() -> plain.stream().filter(AnswerView::isJson).findFirst())
        .or(() -> plain.stream().findFirst())
        .orElse(null);
  }

  private static boolean isStream(String mediaType) {
    return mediaType.startsWith(Streams.MEDIA_TYPE);
  }
}
