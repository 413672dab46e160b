package dev.concordat.conformance.testing.contract;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.server.signature.BceSigner;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Signs requests with bce-auth-v1. */
final class SigningFilter implements Filter {
  private final BceSigner signer;

  SigningFilter(Target target) {
    this.signer = new BceSigner(target.accessKey(), target.secretKey());
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Headers signed =
        Headers.of(
            "Host", URI.create(request.getURI()).getAuthority(), "x-bce-date", now.toString());
    Exchange.Request sent =
        new Exchange.Request(request.getMethod(), request.getURI(), signed, null);
    request.header("x-bce-date", now.toString());
    request.header(
        "Authorization",
        signer.authorization(sent, List.of("host", "x-bce-date"), now, Duration.ofMinutes(5)));
    return context.next(request, expected);
  }
}
