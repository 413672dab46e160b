package dev.concordat.client.runtime.internal;

import java.util.Locale;
import okhttp3.Request;

/**
 * A security scheme of a contract: what a credential is called and where it is sent.
 *
 * @param name the name that the contract gives it
 * @param in {@code header}, {@code query} or {@code cookie}
 * @param parameter the name of the header, query parameter or cookie
 * @param method the builder's method that takes the credential, as texts name it
 */
public record SecurityScheme(String name, String in, String parameter, String method) {

  /** The header that holds it, in lower case; empty if none does. */
  String header() {
    return switch (in) {
      case "header" -> parameter.toLowerCase(Locale.ROOT);
      case "cookie" -> "cookie";
      default -> "";
    };
  }

  /** Whether the request has the credential already: it was given for this call alone. */
  boolean isIn(Request request) {
    return switch (in) {
      case "header" -> request.header(parameter) != null;
      case "query" -> !request.url().queryParameterValues(parameter).isEmpty();
      default -> Cookies.names(request).contains(parameter);
    };
  }
}
