package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.signature.BceVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Who may ask. The contract says whether with a token or with a signature. */
final class CredentialCheck {
  private final byte[] token;
  private final BceVerifier verifier;

  CredentialCheck(Settings settings) {
    this.token = settings.token().getBytes(StandardCharsets.UTF_8);
    this.verifier = new BceVerifier(settings.accessKey(), settings.secretKey(), settings.clock());
  }

  /** Why a request is not taken, or null where it is. */
  @Nullable String rejection(Operation operation, Exchange.Request request) {
    Operation.Credential credential = operation.credential();
    if (credential == null) {
      return null;
    }
    return credential.signature() == null
        ? byToken(credential, request)
        : verifier.rejection(request);
  }

  private @Nullable String byToken(Operation.Credential credential, Exchange.Request request) {
    String value = request.headers().first(credential.header());
    if (value == null) {
      return "the header %s is missing".formatted(credential.header());
    }
    String scheme = credential.scheme() == null ? "" : credential.scheme() + " ";
    if (!value.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return "expected the word %s before the token".formatted(scheme.strip());
    }
    byte[] sent = value.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(token, sent) ? null : "the token is not known";
  }
}
