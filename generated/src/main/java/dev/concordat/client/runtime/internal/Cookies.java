package dev.concordat.client.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Request;

/** The cookies that a request carries (RFC 6265, 4.2.1). */
final class Cookies {
  private Cookies() {}

  static List<String> names(Request request) {
    return parts(request, true);
  }

  static List<String> values(Request request) {
    return parts(request, false);
  }

  private static List<String> parts(Request request, boolean names) {
    List<String> parts = new ArrayList<>();
    for (String header : request.headers("Cookie")) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0) {
          parts.add((names ? pair.substring(0, equals) : pair.substring(equals + 1)).strip());
        }
      }
    }
    return parts;
  }
}
