package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of the security schemes that an operation asks for: its own {@code
 * security}, or else that of the contract (OpenAPI 3.1, 4.8.10).
 *
 * @param alternatives lists of schemes, of one of which all are wanted; an empty one stands for
 *     none. Without a list the operation takes none
 */
record SecurityView(List<List<String>> alternatives) {

  /** What a scheme's credential is called and where it is sent, each as a Java literal. */
  record Scheme(String scheme, String in, String parameter, String method) {}

  /**
   * The credentials without which nobody is answered.
   *
   * @param alternatives lists of schemes, of one of which all are wanted, as Java
   * @param methods the methods that give them, as a Java literal
   */
  record Required(String alternatives, String methods) {}

  static SecurityView of(JsonNode operation, ContractTree contract) {
    JsonNode security =
        operation.has("security") ? operation.path("security") : contract.root().path("security");
    List<List<String>> alternatives = new ArrayList<>();
    for (JsonNode alternative : security) {
      alternatives.add(alternative.properties().stream().map(Map.Entry::getKey).toList());
    }
    if (security.isMissingNode()) {
      // The contract says nothing: what is given is sent.
      schemes(contract).forEach(scheme -> alternatives.add(List.of(scheme)));
      alternatives.add(List.of());
    }
    return new SecurityView(alternatives);
  }

  /** The alternatives as a Java expression. */
  String java() {
    return java(alternatives);
  }

  /** Whether the operation answers nobody without a credential. */
  private boolean insists() {
    return !alternatives.isEmpty() && !alternatives.contains(List.<String>of());
  }

  /** The schemes that the contract describes. */
  static List<Scheme> schemes(ContractTree contract, List<CredentialView> credentials) {
    List<Scheme> all = new ArrayList<>();
    for (String name : schemes(contract)) {
      JsonNode scheme = contract.follow(described(contract).path(name));
      boolean key = scheme.path("type").asString("").equals("apiKey");
      all.add(
          new Scheme(
              Names.literal(name),
              Names.literal(key ? scheme.path("in").asString("") : "header"),
              Names.literal(key ? scheme.path("name").asString("") : "Authorization"),
              Names.literal(method(name, credentials))));
    }
    return all;
  }

  /**
   * What a builder insists on: one alternative of one operation, if no operation goes without. Null
   * if one does: a call of another then says what it lacks.
   */
  static @Nullable Required required(ContractTree contract, List<CredentialView> credentials) {
    Set<List<String>> alternatives = new LinkedHashSet<>();
    for (ContractTree.PathOperation operation : contract.operations()) {
      SecurityView security = of(operation.node(), contract);
      if (!security.insists()) {
        return null;
      }
      alternatives.addAll(security.alternatives);
    }
    if (alternatives.isEmpty()) {
      return null;
    }
    List<String> methods =
        alternatives.stream()
            .map(
                one ->
                    String.join(
                        " and ", one.stream().map(name -> method(name, credentials)).toList()))
            .toList();
    return new Required(
        java(List.copyOf(alternatives)), Names.literal(String.join(", or ", methods)));
  }

  private static String method(String scheme, List<CredentialView> credentials) {
    return credentials.stream()
        .filter(credential -> credential.scheme().equals(Names.literal(scheme)))
        .map(credential -> credential.method() + "(…)")
        .findFirst()
        .orElse(scheme);
  }

  private static List<String> schemes(ContractTree contract) {
    return described(contract).properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode described(ContractTree contract) {
    return contract.root().path("components").path("securitySchemes");
  }

  private static String java(List<List<String>> alternatives) {
    List<String> lists =
        alternatives.stream()
            .map(
                one ->
                    "List.of(" + String.join(", ", one.stream().map(Names::literal).toList()) + ")")
            .toList();
    return "List.of(" + String.join(", ", lists) + ")";
  }
}
