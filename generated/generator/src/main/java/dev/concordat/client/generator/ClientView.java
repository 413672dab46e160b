package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of a provider's client.
 *
 * @param client the prefix of its classes, as in {@code InternClient}
 * @param baseUrl the documented server, as a Java literal; null if every user has one of his own
 * @param limit the documented rate; null if there is none
 */
record ClientView(
    String client,
    String provider,
    String title,
    List<String> docs,
    @Nullable String baseUrl,
    boolean bearer,
    boolean signature,
    boolean credentialsRequired,
    List<OperationView.Parameter> keys,
    @Nullable Limit limit,
    List<OperationView> operations,
    List<ModelView> models) {

  record Limit(int requests, int seconds) {}

  static ClientView of(
      String provider, Contract contract, Streams streams, List<ModelView> models) {
    List<OperationView> operations = OperationView.all(contract, streams, provider);
    JsonNode root = contract.root();
    String url = root.path("servers").path(0).path("url").asText();
    Map<String, OperationView.Parameter> keys = new LinkedHashMap<>();
    for (OperationView operation : operations) {
      operation.credentials().forEach(key -> keys.put(key.name(), key));
    }
    boolean bearer = false;
    boolean signature = false;
    for (JsonNode scheme : root.path("components").path("securitySchemes")) {
      bearer |= scheme.path("scheme").asText().equals("bearer");
      signature |= scheme.path("x-signature").asText().equals("bce-auth-v1");
    }
    boolean required = !root.path("security").isEmpty();
    for (JsonNode alternative : root.path("security")) {
      required &= !alternative.isEmpty();
    }
    List<String> docs = new ArrayList<>();
    docs.add(" " + Docs.escape(root.path("info").path("title").asText()) + ".");
    docs.add("");
    docs.add(" <p>" + Docs.escape(root.path("info").path("summary").asText()));
    return new ClientView(
        Names.pascal(provider),
        Names.literal(provider),
        Docs.escape(root.path("info").path("title").asText()),
        docs,
        url.contains("{") ? null : Names.literal(url),
        bearer,
        signature,
        required,
        List.copyOf(keys.values()),
        limit(root),
        operations,
        models);
  }

  private static @Nullable Limit limit(JsonNode root) {
    for (JsonNode path : root.path("paths")) {
      for (JsonNode operation : path) {
        JsonNode limit = operation.path("x-rate-limit");
        if (limit.isObject()) {
          return new Limit(limit.path("requests").asInt(), limit.path("seconds").asInt());
        }
      }
    }
    return null;
  }
}
