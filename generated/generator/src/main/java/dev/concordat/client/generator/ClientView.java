package dev.concordat.client.generator;

import dev.concordat.language.RateLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of a provider's client.
 *
 * @param client the prefix of its classes, as in {@code InternClient}
 * @param version the version that it calls itself in requests
 * @param baseUrl the documented server, as a Java literal; null if every user has one of his own
 * @param schemes where the credentials are sent
 * @param requiredCredentials what a builder insists on; null if nothing
 * @param keys secrets that are parameters and no security schemes
 * @param limit the documented rate; null if there is none
 * @param toolLoops the operations that can be given tools to call
 */
record ClientView(
    String client,
    String provider,
    String version,
    String title,
    List<String> docs,
    @Nullable String baseUrl,
    List<CredentialView> credentials,
    List<SecurityView.Scheme> schemes,
    SecurityView.@Nullable Required requiredCredentials,
    List<ParametersView.Key> keys,
    @Nullable RateLimit limit,
    List<OperationView> operations,
    List<ToolLoopView> toolLoops,
    List<ModelView> models) {

  // RFC 2606: names that stand for a server of one's own.
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^https?://[^/]*(\\.|/)(example(\\.(com|net|org))?|test|invalid)(:\\d+)?(/|$)");

  /** The headers that hold such secrets, as the arguments of a Java call. */
  public String secretHeaders() {
    return secrets("header");
  }

  /** The query parameters that do. */
  public String secretQuery() {
    return secrets("query");
  }

  private String secrets(String place) {
    return String.join(
        ", ",
        keys.stream()
            .filter(key -> key.place().equals(place))
            .map(ParametersView.Key::json)
            .map(name -> place.equals("header") ? name.toLowerCase(Locale.ROOT) : name)
            .map(Names::literal)
            .toList());
  }

  static ClientView of(
      String provider,
      String version,
      ContractTree contract,
      Streams streams,
      List<ModelView> models) {
    List<OperationView> operations = OperationView.all(contract, streams, provider);
    JsonNode root = contract.root();
    String url = url(root.path("servers").path(0));
    Map<String, ParametersView.Key> keys = new LinkedHashMap<>();
    for (OperationView operation : operations) {
      operation.keys().forEach(key -> keys.put(key.name(), key));
    }
    List<CredentialView> credentials = CredentialView.all(contract);
    List<String> docs = new ArrayList<>();
    docs.add(" " + Docs.escape(root.path("info").path("title").asString("")) + ".");
    docs.add("");
    docs.add(" <p>" + Docs.escape(root.path("info").path("summary").asString("")));
    return new ClientView(
        Names.pascal(provider),
        Names.literal(provider),
        Names.literal(version),
        Docs.escape(root.path("info").path("title").asString("")),
        docs,
        url.matches("https?://[^{}]*") && !EXAMPLE.matcher(url).find() ? Names.literal(url) : null,
        credentials,
        SecurityView.schemes(contract, credentials),
        SecurityView.required(contract, credentials),
        List.copyOf(keys.values()),
        limit(contract),
        operations,
        ToolLoopView.all(operations, models, contract, provider),
        models);
  }

  // Its variables have the values that the contract gives them (OpenAPI 3.1, 4.8.6).
  private static String url(JsonNode server) {
    String url = server.path("url").asString("");
    for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
      String name = "{" + variable.getKey() + "}";
      url = url.replace(name, variable.getValue().path("default").asString(name));
    }
    return url;
  }

  private static @Nullable RateLimit limit(ContractTree contract) {
    for (ContractTree.PathOperation operation : contract.operations()) {
      RateLimit limit = RateLimit.of(operation.node());
      if (limit != null) {
        return limit;
      }
    }
    return null;
  }
}
