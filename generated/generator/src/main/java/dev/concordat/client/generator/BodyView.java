package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of what an operation sends.
 *
 * @param type its Java type, with regard to null
 * @param required whether it has to be sent
 * @param built the type that has a builder; null if it has none
 * @param converted whether Retrofit's converter writes it
 * @param writer the expression that writes it otherwise, with {@code $} in its place
 */
record BodyView(
    String type, boolean required, @Nullable String built, boolean converted, String writer) {

  String retrofitType() {
    return converted ? type : "RequestBody";
  }

  String argument(String given) {
    return converted ? given : writer.replace("$", given);
  }

  // A GET has no body in OkHttp; where the contract offers one it has to be optional.
  static @Nullable BodyView of(
      String method, JsonNode operation, ContractTree contract, String provider) {
    JsonNode body = contract.follow(operation.path("requestBody"));
    if (body.isMissingNode() || method.equals("get") || method.equals("head")) {
      return null;
    }
    boolean required = body.path("required").asBoolean(false);
    String media = mediaType(body.path("content"));
    JsonNode schema = body.path("content").path(media).path("schema");
    String literal = Names.literal(media);
    if (media.startsWith("text/")) {
      return of("String", required, null, false, "Bodies.text($, " + literal + ")");
    }
    TypeRef type = TypeRef.of(schema, contract, provider);
    boolean object = type.model() && ContractTree.isObject(contract.resolve(schema));
    String built = object ? type.java() : null;
    if (AnswerView.isJson(media)) {
      boolean converted = required && type.model() && media.equals("application/json");
      String writer = "Bodies.json($, " + type.codec() + ", " + literal + ")";
      return of(type.java(), required, built, converted, writer);
    }
    return switch (media) {
      case "application/x-www-form-urlencoded" ->
          of(type.java(), required, built, false, "Bodies.form($, " + type.codec() + ")");
      case "multipart/form-data" ->
          of(
              type.java(),
              required,
              built,
              false,
              "Bodies.multipart($, "
                  + type.codec()
                  + ", Map.ofEntries("
                  + files(contract.resolve(schema), body.path("content").path(media), contract)
                  + "))");
      default -> of("ByteString", required, null, false, "Bodies.bytes($, " + literal + ")");
    };
  }

  private static BodyView of(
      String type, boolean required, @Nullable String built, boolean converted, String writer) {
    return new BodyView(required ? type : "@Nullable " + type, required, built, converted, writer);
  }

  static String mediaType(JsonNode content) {
    String chosen = AnswerView.mediaType(content);
    return chosen != null
        ? chosen
        : content.propertyNames().stream().findFirst().orElse("application/json");
  }

  static boolean isForm(String media) {
    return media.equals("application/x-www-form-urlencoded") || media.equals("multipart/form-data");
  }

  /** Whether a member of a form is bytes, or a list of such. */
  static boolean isFile(JsonNode schema, ContractTree contract) {
    JsonNode resolved = contract.resolve(schema);
    return TypeRef.isBinary(resolved) || TypeRef.isBinary(contract.resolve(resolved.path("items")));
  }

  // The members that are bytes, and their media types.
  private static String files(JsonNode schema, JsonNode media, ContractTree contract) {
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      if (isFile(property.getValue(), contract)) {
        JsonNode resolved = contract.resolve(property.getValue());
        String own = resolved.path("contentMediaType").asString("application/octet-stream");
        String type = media.path("encoding").path(name).path("contentType").asString(own);
        files.add("Map.entry(" + Names.literal(name) + ", " + Names.literal(type) + ")");
      }
    }
    return String.join(", ", files);
  }

  /** The schema of a body that is JSON or a form; a missing node if there is none. */
  static JsonNode schema(JsonNode operation, ContractTree contract) {
    JsonNode content = operation.path("requestBody").path("content");
    return contract.resolve(content.path(mediaType(content)).path("schema"));
  }
}
