package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.CredentialRule;
import dev.concordat.conformance.server.signature.BceVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
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
    String first = null;
    for (List<Operation.Credential> together : operation.security()) {
      String rejection =
          together.stream()
              .map(credential -> rejection(credential, request))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (!together.isEmpty() && rejection == null) {
        return null;
      }
      first = first == null ? rejection : first;
    }
    return first;
  }

  private @Nullable String rejection(Operation.Credential credential, Exchange.Request request) {
    return credential.signature() == null
        ? byToken(credential, request)
        : verifier.rejection(request);
  }

  private @Nullable String byToken(Operation.Credential credential, Exchange.Request request) {
    String value = CredentialRule.sent(credential, request).stream().findFirst().orElse(null);
    if (value == null) {
      String place = credential.in().equals("query") ? "query parameter" : credential.in();
      return "the %s %s is missing".formatted(place, credential.header());
    }
    String scheme = credential.scheme() == null ? "" : credential.scheme() + " ";
    if (!value.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return "expected the word %s before the token".formatted(scheme.strip());
    }
    byte[] sent = value.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8);
    boolean isKnown =
        MessageDigest.isEqual(token, sent)
            || ("Basic".equals(credential.scheme())
                && MessageDigest.isEqual(token, password(sent)));
    return isKnown ? null : "the token is not known";
  }

  // What is behind the first colon (RFC 7617).
  private static byte[] password(byte[] encoded) {
    try {
      String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return both.substring(both.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }
}
