package dev.concordat.client.runtime.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Signs requests with Baidu's {@code bce-auth-v1}: the hex HMAC-SHA256 of the canonical request
 * under a key that is the hex HMAC-SHA256 of the prefix under the secret key. Host and x-bce-date
 * are signed.
 */
final class BceSigner extends Credential {
  private static final long VALID_SECONDS = 1800;

  private final String accessKey;
  private final String secretKey;
  private final Clock clock;

  BceSigner(String accessKey, String secretKey, Clock clock) {
    this.accessKey = HeaderValues.require(accessKey);
    this.secretKey = HeaderValues.require(secretKey);
    this.clock = clock;
  }

  @Override
  Request apply(Request request) {
    return signed(request);
  }

  Request signed(Request request) {
    String date = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", host(request.url()));
    headers.put("x-bce-date", date);
    String authorization =
        authorization(request.method(), request.url(), headers, date, VALID_SECONDS);
    return request
        .newBuilder()
        .header("Host", host(request.url()))
        .header("x-bce-date", date)
        .header("Authorization", authorization)
        .build();
  }

  String authorization(
      String method, HttpUrl url, Map<String, String> headers, String date, long seconds) {
    String prefix = "bce-auth-v1/" + accessKey + "/" + date + "/" + seconds;
    String canonical = String.join("\n", method, path(url), query(url), canonicalHeaders(headers));
    String signature = hmac(signingKey(prefix), canonical);
    return prefix + "/" + String.join(";", headers.keySet()) + "/" + signature;
  }

  String signingKey(String prefix) {
    return hmac(secretKey, prefix);
  }

  private static String host(HttpUrl url) {
    boolean standard = url.port() == HttpUrl.defaultPort(url.scheme());
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return standard ? host : host + ":" + url.port();
  }

  private static String path(HttpUrl url) {
    List<String> segments = new ArrayList<>();
    for (String segment : url.pathSegments()) {
      segments.add(Style.encode(segment));
    }
    return "/" + String.join("/", segments);
  }

  private static String query(HttpUrl url) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < url.querySize(); i++) {
      String name = url.queryParameterName(i);
      String value = url.queryParameterValue(i);
      if (!name.equalsIgnoreCase("authorization")) {
        parts.add(Style.encode(name) + "=" + (value == null ? "" : Style.encode(value)));
      }
    }
    parts.sort(null);
    return String.join("&", parts);
  }

  private static String canonicalHeaders(Map<String, String> headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach(
        (name, value) ->
            lines.add(
                Style.encode(name.toLowerCase(Locale.ROOT)) + ":" + Style.encode(value.strip())));
    lines.sort(null);
    return String.join("\n", lines);
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      StringBuilder hex = new StringBuilder();
      for (byte b : mac.doFinal(text.getBytes(StandardCharsets.UTF_8))) {
        hex.append(String.format("%02x", b & 0xff));
      }
      return hex.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
