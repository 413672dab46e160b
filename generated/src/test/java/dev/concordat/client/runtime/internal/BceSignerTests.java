package dev.concordat.client.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** Against the vector that Baidu publishes. */
class BceSignerTests {
  private static final String DATE = "2015-04-27T08:23:49Z";

  private final BceSigner signer =
      new BceSigner(
          "a".repeat(32), "b".repeat(32), Clock.fixed(Instant.parse(DATE), ZoneOffset.UTC));

  @Test
  void thePublishedSigningKeyComesOut() {
    assertThat(signer.signingKey("bce-auth-v1/" + "a".repeat(32) + "/" + DATE + "/1800"))
        .isEqualTo("1d5ce5f464064cbee060330d973218821825ac6952368a482a592e6615aef479");
  }

  @Test
  void thePublishedSignatureComesOut() {
    assertThat(
            authorization(
                "http://bj.bcebos.com/v1/test/myfolder/readme.txt"
                    + "?partNumber=9&uploadId=a44cc9bab11cbd156984767aad637851"))
        .isEqualTo(
            "bce-auth-v1/"
                + "a".repeat(32)
                + "/"
                + DATE
                + "/1800/host;x-bce-date/"
                + "1b8de5a23a56eef657c69f94c621e7acd227d049a4ba577f537d5e5cebf0cf32");
  }

  @Test
  void theOrderOfTheQueryDoesNotCountAndItsValuesDo() {
    String one = authorization("http://h.example/p?b=2&a=1");

    assertThat(authorization("http://h.example/p?a=1&b=2")).isEqualTo(one);
    assertThat(authorization("http://h.example/p?a=1&b=3")).isNotEqualTo(one);
    assertThat(authorization("http://h.example/q?a=1&b=2")).isNotEqualTo(one);
  }

  @Test
  void aRequestIsSignedForItsHostAndItsDate() {
    Request signed = signer.signed(new Request.Builder().url("http://h.example:8080/p").build());

    assertThat(signed.header("Host")).isEqualTo("h.example:8080");
    assertThat(signed.header("x-bce-date")).isEqualTo(DATE);
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", "h.example:8080");
    headers.put("x-bce-date", DATE);
    assertThat(signed.header("Authorization"))
        .isEqualTo(
            signer.authorization(
                "GET", HttpUrl.get("http://h.example:8080/p"), headers, DATE, 1800))
        .doesNotContain("b".repeat(32));
  }

  @Test
  void keysAreNeitherShownNorQuoted() {
    assertThat(signer.toString()).doesNotContain("aaaa").doesNotContain("bbbb");
    assertThatThrownBy(() -> new BceSigner("key", "topsecret\n", Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("topsecret");
  }

  private String authorization(String url) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", HttpUrl.get(url).host());
    headers.put("x-bce-date", DATE);
    return signer.authorization("PUT", HttpUrl.get(url), headers, DATE, 1800);
  }
}
