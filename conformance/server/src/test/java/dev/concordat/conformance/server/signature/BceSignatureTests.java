package dev.concordat.conformance.server.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example is the one that Baidu publishes of bce-auth-v1. */
class BceSignatureTests {
  private static final String ACCESS_KEY = "a".repeat(32);
  private static final String SECRET_KEY = "b".repeat(32);
  private static final Instant TIME = Instant.parse("2015-04-27T08:23:49Z");
  private static final String URL =
      "http://bj.bcebos.com/v1/test/myfolder/readme.txt"
          + "?partNumber=9&uploadId=a44cc9bab11cbd156984767aad637851";
  private static final String PREFIX = "bce-auth-v1/" + ACCESS_KEY + "/2015-04-27T08:23:49Z/1800";
  private static final String SIGNATURE =
      "1b8de5a23a56eef657c69f94c621e7acd227d049a4ba577f537d5e5cebf0cf32";

  private final BceSigner signer = new BceSigner(ACCESS_KEY, SECRET_KEY);

  private static Exchange.Request request(String method, String url, String... headers) {
    return new Exchange.Request(method, url, Headers.of(headers), null);
  }

  private static Exchange.Request example(String authorization) {
    return request(
        "PUT",
        URL,
        "Host",
        "bj.bcebos.com",
        "x-bce-date",
        "2015-04-27T08:23:49Z",
        "Authorization",
        authorization);
  }

  private static String rejection(Exchange.Request request, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new BceVerifier(ACCESS_KEY, SECRET_KEY, clock).rejection(request);
  }

  @Test
  void publishedExampleHasThePublishedSigningKeyAndSignature() {
    assertThat(signer.signingKey(PREFIX))
        .isEqualTo("1d5ce5f464064cbee060330d973218821825ac6952368a482a592e6615aef479");
    assertThat(
            signer.authorization(
                example(""), List.of("host", "x-bce-date"), TIME, Duration.ofMinutes(30)))
        .isEqualTo(PREFIX + "/host;x-bce-date/" + SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host;x-bce-date", "x-bce-date;host", "X-Bce-Date;Host"})
  void signedHeadersAreTakenInAnyOrder(String signed) {
    assertThat(rejection(example(PREFIX + "/" + signed + "/" + SIGNATURE), TIME)).isNull();
  }

  @Test
  void signatureIsGoodUntilItExpires() {
    Exchange.Request request = example(PREFIX + "/host;x-bce-date/" + SIGNATURE);
    assertThat(rejection(request, TIME.plusSeconds(1800))).isNull();
    assertThat(rejection(request, TIME.plusSeconds(1801))).isEqualTo("the signature has expired");
  }

  @ParameterizedTest
  @CsvSource({"h:8080, h, true", "h:8080, h:8080, true", "h, h:8080, false", "h:8080, g, false"})
  void hostMayBeSignedWithoutThePortThatItIsSentWith(String sent, String host, boolean isGood) {
    String authorization =
        signer.authorization(
            request("GET", "http://h/", "Host", host),
            List.of("host"),
            TIME,
            Duration.ofMinutes(30));
    Exchange.Request request =
        request("GET", "http://h/", "Host", sent, "Authorization", authorization);
    assertThat(rejection(request, TIME)).isEqualTo(isGood ? null : "the signature does not match");
  }

  @Test
  void signatureIsNoGoodBeforeItsTimeButForClocksThatDiffer() {
    Exchange.Request request = example(PREFIX + "/host;x-bce-date/" + SIGNATURE);
    assertThat(rejection(request, TIME.minusSeconds(300))).isNull();
    assertThat(rejection(request, TIME.minusSeconds(301)))
        .isEqualTo("the time of the signature is yet to come");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, the header Authorization is missing",
        "Bearer x, the header Authorization is not of the form",
        "bce-auth-v1/a/2015-04-27T08:23:49Z/1800/host/0, the access key is not known",
        "bce-auth-v1/KEY/2015-04-27T08:23:49Z/1800/host;x-bce-date/0, the signature does not match",
        "bce-auth-v1/KEY/2015-04-27T08:23:49Z/99999999999/host/0, the header Authorization is not"
            + " of",
        "bce-auth-v1/KEY/yesterday/1800/host;x-bce-date/0, the time of the signature is no time"
            + " that there is",
        "bce-auth-v1/KEY/2015-04-27T08:23:49Z/1800/x-bce-date/0, the host is not among",
        "bce-auth-v1/KEY/2015-04-27T08:23:49Z/1800/host/0, x-bce-date is sent and not among",
        "bce-auth-v1/KEY/2015-04-27T08:23:49Z/1800/host;x-bce-date;x-y/0, a header is signed and"
            + " not"
      })
  void wrongSignatureIsRejectedWithItsReason(String authorization, String reason) {
    Exchange.Request request =
        authorization == null
            ? request("PUT", URL, "Host", "bj.bcebos.com")
            : example(authorization.replace("KEY", ACCESS_KEY));
    assertThat(rejection(request, TIME)).startsWith(reason).doesNotContain(SECRET_KEY);
  }

  @Test
  void anyChangeOfWhatIsSignedIsNoticed() {
    String good = PREFIX + "/host;x-bce-date/" + SIGNATURE;
    List<Exchange.Request> changed =
        List.of(
            request("POST", URL, "Host", "bj.bcebos.com", "x-bce-date", "2015-04-27T08:23:49Z"),
            request(
                "PUT", URL + "0", "Host", "bj.bcebos.com", "x-bce-date", "2015-04-27T08:23:49Z"),
            request("PUT", URL, "Host", "gz.bcebos.com", "x-bce-date", "2015-04-27T08:23:49Z"),
            request("PUT", URL, "Host", "bj.bcebos.com", "x-bce-date", "2015-04-27T08:23:50Z"));
    for (Exchange.Request each : changed) {
      Headers.Builder headers = new Headers.Builder().add("Authorization", good);
      each.headers().names().forEach(name -> headers.add(name, each.headers().first(name)));
      Exchange.Request signed =
          new Exchange.Request(each.method(), each.url(), headers.build(), null);
      assertThat(rejection(signed, TIME)).isEqualTo("the signature does not match");
    }
  }

  @Test
  void headersWithoutNameAreThoseThatAreSignedByDefault() {
    Exchange.Request unsigned =
        request("GET", "http://h/", "Host", "h", "Content-Type", "a/b", "x-bce-date", "x");
    String all =
        signer.authorization(
            unsigned, List.of("host", "content-type", "x-bce-date"), TIME, Duration.ofMinutes(30));
    String unnamed = all.replace("host;content-type;x-bce-date", "");
    Exchange.Request request =
        request(
            "GET",
            "http://h/",
            "Host",
            "h",
            "Content-Type",
            "a/b",
            "x-bce-date",
            "x",
            "Authorization",
            unnamed);
    assertThat(rejection(request, TIME)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a b/ä~, /a%20b/%C3%A4~",
    "http://h/a%20b/%C3%A4~, /a%20b/%C3%A4~",
    "http://h, /",
    "http://h/100%, /100%25"
  })
  void pathIsEncodedOnceHoweverItIsSent(String url, String path) {
    assertThat(CanonicalRequest.of(request("GET", url), List.of()).split("\n", -1)[1])
        .isEqualTo(path);
  }

  @Test
  void queryIsSortedAndEncoded() {
    Exchange.Request request =
        request("GET", "http://h/?text10=test&text1=%E6%B5%8B&text&authorization=x", "Host", "h");
    assertThat(CanonicalRequest.of(request, List.of("host")))
        .isEqualTo("GET\n/\ntext10=test&text1=%E6%B5%8B&text=\nhost:h");
  }
}
