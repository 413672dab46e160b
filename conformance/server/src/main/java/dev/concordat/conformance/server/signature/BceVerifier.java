package dev.concordat.conformance.server.signature;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of bce-auth-v1. The host has to be signed, with its port or without, and
 * {@code x-bce-date} where it is sent. Signed headers are taken in any order.
 */
public final class BceVerifier {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?<prefix>bce-auth-v1/(?<key>[^/]+)/(?<time>[^/]+)/(?<validity>\\d{1,9}))"
              + "/(?<signed>[^/]*)/(?<signature>[^/]+)");
  // What is signed where the header names nothing.
  private static final List<String> DEFAULTS =
      List.of("host", "content-length", "content-type", "content-md5");
  private static final String DATE = "x-bce-date";
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
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      return "the header Authorization is not of the form"
          + " bce-auth-v1/key/time/seconds/signed headers/signature";
    }
    if (!equal(accessKey, parts.group("key"))) {
      return "the access key is not known";
    }
    String wrongTime = wrongTime(parts.group("time"), Long.parseLong(parts.group("validity")));
    if (wrongTime != null) {
      return wrongTime;
    }
    List<String> signed = signed(request, parts.group("signed"));
    String unsigned = unsigned(request, signed);
    if (unsigned != null) {
      return unsigned;
    }
    return Stream.of(request, withoutPort(request))
            .map(each -> signer.signature(parts.group("prefix"), CanonicalRequest.of(each, signed)))
            .anyMatch(expected -> equal(expected, parts.group("signature")))
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

  private @Nullable String wrongTime(String time, long validity) {
    Instant signedAt;
    try {
      signedAt = Instant.parse(time);
      if (clock.instant().isBefore(signedAt.minus(SKEW))) {
        return "the time of the signature is yet to come";
      }
      return clock.instant().isAfter(signedAt.plusSeconds(validity))
          ? "the signature has expired"
          : null;
    } catch (DateTimeException e) {
      return "the time of the signature is none";
    }
  }

  private static List<String> signed(Exchange.Request request, String list) {
    if (!list.isEmpty()) {
      return Stream.of(list.split(";", -1)).map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
    Stream<String> own =
        request.headers().names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith("x-bce-"));
    return Stream.concat(DEFAULTS.stream(), own)
        .filter(name -> request.headers().first(name) != null)
        .toList();
  }

  private static @Nullable String unsigned(Exchange.Request request, List<String> signed) {
    if (!signed.contains("host")) {
      return "the host is not among the signed headers";
    }
    if (request.headers().first(DATE) != null && !signed.contains(DATE)) {
      return DATE + " is sent and not among the signed headers";
    }
    for (String name : signed) {
      if (request.headers().first(name) == null) {
        return "a header is signed and not sent";
      }
    }
    return null;
  }

  // In a time that does not tell how much of them is the same.
  private static boolean equal(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
