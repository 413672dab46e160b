package dev.concordat.conformance.server.signature;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.signature.BceAuthorization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of bce-auth-v1: what {@link BceAuthorization} asks of them, then the key, the
 * time and the signature itself. The host may be signed with its port or without, and signed
 * headers are taken in any order.
 */
public final class BceVerifier {
  // How far the signer's clock may be ahead.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final String accessKey;
  private final BceSigner signer;
  private final Clock clock;

  /** A verifier that knows one key. */
  public BceVerifier(String accessKey, String secretKey, Clock clock) {
    this.accessKey = accessKey;
    this.signer = new BceSigner(accessKey, secretKey);
    this.clock = clock;
  }

  /** Why the request is not taken, in a few words without any secret; null where it is. */
  public @Nullable String rejection(Exchange.Request request) {
    String header = request.headers().first("Authorization");
    if (header == null) {
      return "the header Authorization is missing";
    }
    BceAuthorization authorization = BceAuthorization.parse(header);
    if (authorization == null) {
      return "the header Authorization is not of the form"
          + " bce-auth-v1/key/time/seconds/signed headers/signature";
    }
    if (!equal(accessKey, authorization.accessKey())) {
      return "the access key is not known";
    }
    String mistake = authorization.mistake(request.headers());
    if (mistake != null) {
      return mistake;
    }
    String wrongTime = wrongTime(authorization);
    if (wrongTime != null) {
      return wrongTime;
    }
    List<String> signed = authorization.signedHeaders(request.headers());
    return Stream.of(request, withoutPort(request))
            .map(each -> CanonicalRequest.of(each, signed))
            .map(canonical -> signer.signature(authorization.prefix(), canonical))
            .anyMatch(expected -> equal(expected, authorization.signature()))
        ? null
        : "the signature does not match";
  }

  // Baidu's SDK for Java signs the host without its port, and sends it with it.
  private static Exchange.Request withoutPort(Exchange.Request request) {
    Headers.Builder headers = new Headers.Builder();
    for (String name : request.headers().names()) {
      boolean isHost = name.equalsIgnoreCase("host");
      for (String value : request.headers().all(name)) {
        headers.add(name, isHost ? value.replaceFirst(":\\d+$", "") : value);
      }
    }
    return new Exchange.Request(request.method(), request.url(), headers.build(), request.body());
  }

  private @Nullable String wrongTime(BceAuthorization authorization) {
    Instant signedAt = authorization.signedAt();
    if (signedAt == null || clock.instant().isBefore(signedAt.minus(SKEW))) {
      return "the time of the signature is yet to come";
    }
    return clock.instant().isAfter(signedAt.plusSeconds(authorization.validity()))
        ? "the signature has expired"
        : null;
  }

  // In a time that does not tell how much of them is the same.
  private static boolean equal(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
