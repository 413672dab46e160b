package dev.concordat.conformance.server.signature;

import dev.concordat.conformance.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with bce-auth-v1, after the algorithm that Baidu publishes: the signing key is the
 * hex HMAC-SHA256 of the header's first four parts under the secret, the signature that of the
 * canonical request under the signing key as hex text.
 */
public final class BceSigner {
  private static final String ALGORITHM = "HmacSHA256";

  private final String accessKey;
  private final String secretKey;

  /** A signer that uses the key of this id and secret. */
  public BceSigner(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /**
   * The value of the header {@code Authorization}.
   *
   * @param request the request with all headers that are to be signed
   * @param signed the names of those headers; {@code host} has to be among them
   * @param time when it is signed; what is less than a second is left out
   * @param validity how long the signature is to be valid
   */
  public String authorization(
      Exchange.Request request, List<String> signed, Instant time, Duration validity) {
    String prefix =
        "bce-auth-v1/%s/%s/%d"
            .formatted(accessKey, time.truncatedTo(ChronoUnit.SECONDS), validity.toSeconds());
    return "%s/%s/%s"
        .formatted(
            prefix,
            String.join(";", signed),
            signature(prefix, CanonicalRequest.of(request, signed)));
  }

  String signature(String prefix, String canonicalRequest) {
    return hmac(signingKey(prefix), canonicalRequest);
  }

  String signingKey(String prefix) {
    return hmac(secretKey, prefix);
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
