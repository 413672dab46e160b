package dev.concordat.client.generator;

import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of a security scheme: a method of the builder that gives it.
 *
 * @param scheme its name in the contract, as a Java literal
 * @param method the method
 * @param signature its parameters
 * @param factory the call that makes the credential of them
 */
record CredentialView(String scheme, String method, String signature, String factory, String doc) {

  static List<CredentialView> all(ContractTree contract) {
    List<CredentialView> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> scheme :
        contract.root().path("components").path("securitySchemes").properties()) {
      JsonNode described = contract.follow(scheme.getValue());
      if (isSent(described)) {
        all.addAll(of(scheme.getKey(), described, all));
      }
    }
    return all;
  }

  /** Whether a client can send it by itself. One that nobody asks for need not be sent. */
  static boolean isSent(JsonNode scheme) {
    return Extension.SIGNATURE.isIn(scheme)
        || Set.of("bearer", "basic", "header", "query", "cookie").contains(kind(scheme));
  }

  private static List<CredentialView> of(
      String name, JsonNode scheme, List<CredentialView> others) {
    String literal = Names.literal(name);
    String doc = Docs.escape(scheme.path("description").asString("")).strip();
    if (Extension.SIGNATURE.of(scheme).asString("").equals("bce-auth-v1")) {
      return List.of(
          new CredentialView(
              literal,
              free("credentials", name, others),
              "String accessKey, String secretKey",
              "bceSignature(accessKey, secretKey)",
              "The key pair that calls are signed with. The secret key itself is never sent."));
    }
    String kind = kind(scheme);
    if (kind.equals("bearer")) {
      String method = free("token", name, others);
      return List.of(
          new CredentialView(
              literal,
              method,
              "String token",
              "bearer(token)",
              "The token that is sent after the word Bearer."),
          new CredentialView(
              literal,
              method,
              "Supplier<String> token",
              "bearer(token)",
              "Asked for the token before each call, so that it can be renewed."));
    }
    if (kind.equals("basic")) {
      return List.of(
          new CredentialView(
              literal,
              free("credentials", name, others),
              "String user, String password",
              "basic(user, password)",
              "The name and password that are sent after the word Basic."));
    }
    String parameter = Names.literal(scheme.path("name").asString(""));
    return List.of(
        new CredentialView(
            literal,
            free(Names.setting(name), name, others),
            "String key",
            kind + "(" + parameter + ", key)",
            doc.isEmpty() ? "The key that is sent as the " + kind + " " + parameter + "." : doc));
  }

  // Two schemes of one kind are told apart by their names.
  private static String free(String method, String scheme, List<CredentialView> others) {
    boolean taken = others.stream().anyMatch(other -> other.method().equals(method));
    return taken ? Names.setting(scheme) : method;
  }

  /** Whether this scheme can be generated: bearer, basic, header, query or cookie. */
  static String kind(JsonNode scheme) {
    return switch (scheme.path("type").asString("")) {
      case "http" -> scheme.path("scheme").asString("").toLowerCase(java.util.Locale.ROOT);
      case "apiKey" -> scheme.path("in").asString("");
      case "oauth2", "openIdConnect" -> "bearer"; // However it was had, a token is what is sent.
      default -> scheme.path("type").asString("");
    };
  }
}
