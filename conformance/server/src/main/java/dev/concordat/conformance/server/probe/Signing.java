package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.signature.BceSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a probe.
 *
 * @param token the bearer token, or null for none
 * @param accessKey the id of the key to sign with, or null for none
 * @param secretKey the secret of that key, or null for none
 */
record Signing(@Nullable String token, @Nullable String accessKey, @Nullable String secretKey) {
  private static final String WRONG = "concordat-wrong-token";
  private static final Duration VALIDITY = Duration.ofMinutes(30);

  /** Whether a request may come without a credential. */
  static boolean isOptional(Operation operation) {
    return operation.security().isEmpty() || operation.security().stream().anyMatch(List::isEmpty);
  }

  /**
   * What is sent where a key stands in the query or a cookie, or several belong together; empty
   * where the one header of {@link #header} holds it all.
   */
  Map<Operation.Credential, String> keys(Operation operation, ProbeCase.Login login) {
    List<Operation.Credential> together = operation.credentials();
    boolean isOneHeader = together.size() == 1 && together.get(0).in().equals("header");
    String value = login == ProbeCase.Login.WRONG ? WRONG : token;
    Map<Operation.Credential, String> keys = new LinkedHashMap<>();
    if (value != null && !isOneHeader && login != ProbeCase.Login.MISSING) {
      for (Operation.Credential each : together) {
        keys.put(each, each.scheme() == null ? value : each.scheme() + " " + value);
      }
    }
    return keys;
  }

  /** The header that holds the credential. */
  static String header(Operation operation) {
    Operation.Credential credential = operation.credential();
    return credential == null ? "Authorization" : credential.header();
  }

  /** The value of that header, or null for none. */
  @Nullable String authorization(
      Operation operation, Exchange.Request request, ProbeCase.Login login) {
    if (login == ProbeCase.Login.MISSING) {
      return null;
    }
    boolean isWrong = login == ProbeCase.Login.WRONG;
    if (!operation.isSigned()) {
      Operation.Credential credential = operation.credential();
      String scheme = credential == null ? "Bearer" : credential.scheme();
      String before = scheme == null ? "" : scheme + " ";
      return isWrong ? before + WRONG : token == null ? null : before + token;
    }
    if (accessKey == null || secretKey == null) {
      return null;
    }
    List<String> signed =
        request.headers().names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.equals("host") || name.startsWith("x-bce-"))
            .toList();
    return new BceSigner(accessKey, isWrong ? secretKey + "x" : secretKey)
        .authorization(request, signed, Instant.now(), VALIDITY);
  }
}
