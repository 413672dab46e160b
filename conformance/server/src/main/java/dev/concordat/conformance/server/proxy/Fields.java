package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Which headers are forwarded, and how. */
final class Fields {
  // RFC 9110, 7.6.1; what is not for the next server.
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate", "identity");

  private Fields() {}

  /**
   * The headers to send to the provider. It is to be told its own name, and offered only content
   * codings that can be undone, since another answer can neither be judged nor cleared of secrets.
   */
  static HttpFields ofRequest(HttpFields received, String host) {
    HttpFields.Mutable fields = HttpFields.build();
    fields.add(HttpHeader.HOST, host);
    for (HttpField field : endToEnd(received)) {
      if (field.is("Host") || field.is("Expect")) {
        continue;
      }
      fields.add(
          field.is("Accept-Encoding")
              ? new HttpField(field.getName(), acceptable(field.getValue()))
              : field);
    }
    return fields;
  }

  /** The headers of an answer that are for the caller. */
  static List<HttpField> endToEnd(HttpFields received) {
    Set<String> dropped = new HashSet<>(HOP_BY_HOP);
    for (String value : received.getValuesList(HttpHeader.CONNECTION)) {
      for (String name : value.split(",", -1)) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    List<HttpField> kept = new ArrayList<>();
    for (HttpField field : received) {
      if (!dropped.contains(field.getLowerCaseName())) {
        kept.add(field);
      }
    }
    return kept;
  }

  /**
   * Adds the headers of an answer to what is there already: where the proxy says itself which pages
   * may read it, the provider's word on that is not for the caller. An answer that has no body by
   * its status has no length (RFC 9110, 8.6).
   */
  static void answer(int status, Iterable<HttpField> fields, HttpFields.Mutable to) {
    boolean isForPage = to.contains(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN);
    for (HttpField field : fields) {
      boolean isDropped =
          (status == 204 && field.is("Content-Length"))
              || (isForPage && field.getLowerCaseName().startsWith("access-control-"));
      if (!isDropped) {
        to.add(field);
      }
    }
  }

  static Headers headers(Iterable<HttpField> fields) {
    Headers.Builder headers = new Headers.Builder();
    for (HttpField field : fields) {
      headers.add(field.getName(), field.getValue() == null ? "" : field.getValue());
    }
    return headers.build();
  }

  private static String acceptable(String value) {
    List<String> kept = new ArrayList<>();
    for (String coding : (value == null ? "" : value).split(",", -1)) {
      String name = coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (CODINGS.contains(name)) {
        kept.add(coding.strip());
      }
    }
    return kept.isEmpty() ? "identity" : String.join(", ", kept);
  }
}
