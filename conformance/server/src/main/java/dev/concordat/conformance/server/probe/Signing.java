package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.signature.BceSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a probe.
 *
 * @param token the bearer token, or null for none
 * @param accessKey the id of the key to sign with, or null for none
 * @param secretKey the secret of that key, or null for none
 */
record Signing(@Nullable String token, @Nullable String accessKey, @Nullable String secretKey) {
  private static final Duration VALIDITY = Duration.ofMinutes(30);

  /** Whether a request may come without a credential. */
  static boolean isOptional(Operation operation) {
    return operation.security().isEmpty() || operation.security().stream().anyMatch(List::isEmpty);
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
      return isWrong ? before + "concordat-wrong-token" : token == null ? null : before + token;
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
