package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import io.restassured.authentication.AuthenticationScheme;
import io.restassured.authentication.OAuth2Scheme;
import io.restassured.authentication.PreemptiveBasicAuthScheme;
import io.restassured.authentication.PreemptiveOAuth2HeaderScheme;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What REST Assured sends and receives, as an exchange. */
final class RestAssuredExchange {
  private RestAssuredExchange() {}

  /** The request as it is going to be sent. A body that can be read only once is replaced. */
  static Exchange.Request request(FilterableRequestSpecification request) {
    Headers.Builder builder = headers(request.getHeaders());
    String credential = credential(request.getAuthenticationScheme());
    if (credential != null && !request.getHeaders().hasHeaderWithName("Authorization")) {
      builder.add("Authorization", credential);
    }
    Headers headers = builder.build();
    return new Exchange.Request(
        request.getMethod(), request.getURI(), headers, requestBody(request, headers));
  }

  static Exchange.Response response(Response response) {
    Headers headers = headers(response.getHeaders()).build();
    byte[] bytes = response.asByteArray();
    return new Exchange.Response(
        response.getStatusCode(), headers, bytes.length == 0 ? null : body(headers, bytes));
  }

  private static Headers.Builder headers(io.restassured.http.Headers all) {
    Headers.Builder headers = new Headers.Builder();
    for (Header header : all) {
      headers.add(header.getName(), header.getValue() == null ? "" : header.getValue());
    }
    return headers;
  }

  // The schemes that send a credential unasked put it into the request behind all filters.
  private static @Nullable String credential(@Nullable AuthenticationScheme scheme) {
    if (scheme instanceof PreemptiveOAuth2HeaderScheme bearer) {
      return bearer.generateAuthToken();
    }
    if (scheme instanceof OAuth2Scheme bearer) {
      return "Bearer " + bearer.getAccessToken();
    }
    return scheme instanceof PreemptiveBasicAuthScheme basic ? basic.generateAuthToken() : null;
  }

  private static @Nullable Body requestBody(
      FilterableRequestSpecification request, Headers headers) {
    Object content = request.getBody();
    if (content == null) {
      boolean isForm =
          !request.getFormParams().isEmpty() || !request.getMultiPartParams().isEmpty();
      return isForm ? unread(headers, "the parameters of a form were not judged") : null;
    }
    try {
      if (content instanceof String text) {
        return ContentDecoding.ofText(headers.first("Content-Type"), text, headers);
      }
      if (content instanceof byte[] bytes) {
        return body(headers, bytes);
      }
      if (content instanceof File file) {
        return body(headers, Files.readAllBytes(file.toPath()));
      }
      if (content instanceof InputStream in) {
        byte[] bytes = in.readAllBytes();
        request.body(bytes);
        return body(headers, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unread(headers, "a body of the %s was not judged".formatted(content.getClass()));
  }

  private static Body body(Headers headers, byte[] bytes) {
    return ContentDecoding.ofBytes(headers.first("Content-Type"), bytes, headers);
  }

  private static Body unread(Headers headers, String message) {
    return Body.undecoded(headers.first("Content-Type"), "body.absent", message);
  }
}
