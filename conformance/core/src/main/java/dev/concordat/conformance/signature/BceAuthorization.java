package dev.concordat.conformance.signature;

import dev.concordat.conformance.exchange.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Authorization} of a request that is signed with bce-auth-v1, after the
 * algorithm that Baidu publishes: {@code bce-auth-v1/key id/time/seconds of validity/signed
 * headers/signature}.
 *
 * @param prefix the first four parts, which the signing key is made from
 * @param accessKey the id of the key
 * @param time when it was signed, as it is written
 * @param validity how many seconds the signature is to be valid
 * @param signed the names of the signed headers in lower case, in the order of the header; empty
 *     where it names none, so that the default ones are signed
 * @param signature what is to be verified
 */
public record BceAuthorization(
    String prefix,
    String accessKey,
    String time,
    long validity,
    List<String> signed,
    String signature) {
  /** The algorithm's name in a contract. */
  public static final String ALGORITHM = "bce-auth-v1";

  private static final Pattern HEADER =
      Pattern.compile(
          "(?<prefix>bce-auth-v1/(?<key>[^/]+)/(?<time>[^/]+)/(?<validity>\\d{1,9}))"
              + "/(?<signed>[^/]*)/(?<signature>[^/]+)");
  // What is signed where the header names nothing.
  private static final List<String> DEFAULTS =
      List.of("host", "content-length", "content-type", "content-md5");
  private static final String HOST = "host";
  private static final String DATE = "x-bce-date";

  /** Reads the header's value; null where it has another form. */
  public static @Nullable BceAuthorization parse(String header) {
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      return null;
    }
    String list = parts.group("signed");
    return new BceAuthorization(
        parts.group("prefix"),
        parts.group("key"),
        parts.group("time"),
        Long.parseLong(parts.group("validity")),
        list.isEmpty()
            ? List.of()
            : Stream.of(list.split(";", -1)).map(name -> name.toLowerCase(Locale.ROOT)).toList(),
        parts.group("signature"));
  }

  /** When it was signed, or null where the time is none. */
  public @Nullable Instant signedAt() {
    try {
      // No hour 24, which an instant may be read from.
      return OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The names of the headers that are signed: those that it names, else the default ones. */
  public List<String> signedHeaders(Headers headers) {
    if (!signed.isEmpty()) {
      return signed;
    }
    Stream<String> own =
        headers.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith("x-bce-"));
    return Stream.concat(DEFAULTS.stream(), own)
        .filter(name -> name.equals(HOST) || headers.first(name) != null)
        .toList();
  }

  /**
   * What is wrong with it beside its key and signature, in a few words without any secret: its time
   * is none, the host is not signed, {@code x-bce-date} is sent and not signed, or a header is
   * signed and not sent. Null where nothing is. The host is sent by HTTP itself, so that it is not
   * asked for.
   */
  public @Nullable String mistake(Headers headers) {
    if (signedAt() == null) {
      return "the time of the signature is no time that there is";
    }
    List<String> names = signedHeaders(headers);
    List<String> mistakes = new ArrayList<>();
    if (!names.contains(HOST)) {
      mistakes.add("the host is not among the signed headers");
    }
    if (headers.first(DATE) != null && !names.contains(DATE)) {
      mistakes.add(DATE + " is sent and not among the signed headers");
    }
    names.stream()
        .filter(name -> !name.equals(HOST) && headers.first(name) == null)
        .map(name -> DEFAULTS.contains(name) || name.equals(DATE) ? name : "a header")
        .distinct()
        .forEach(name -> mistakes.add(name + " is signed and not sent"));
    return mistakes.isEmpty() ? null : String.join(", and ", mistakes);
  }
}
