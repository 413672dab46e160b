package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.ResponseHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Frees what is shown of a call from the credentials that were sent with it: providers like to
 * repeat the key that they do not accept.
 */
final class Redaction {
  private static final String MASK = "***";

  /** The names under which a client sends credentials; those of headers in lower case. */
  record Names(List<String> headers, List<String> query) {}

  private final Request request;
  private final Names names;
  private final List<String> secrets = new ArrayList<>();

  Redaction(Request request) {
    this.request = request;
    Names sent = request.tag(Names.class);
    this.names = sent == null ? new Names(List.of(), List.of()) : sent;
    for (String name : request.headers().names()) {
      if (isSecret(name)) {
        secrets.addAll(request.headers(name));
      }
    }
    // Providers repeat a key without what was around it.
    secrets.addAll(Cookies.values(request));
    for (String name : names.query()) {
      for (String value : request.url().queryParameterValues(name)) {
        if (value != null) {
          secrets.add(value);
          secrets.add(Style.encode(value));
        }
      }
    }
  }

  private boolean isSecret(String header) {
    return Secrets.isSecret(header) || names.headers().contains(header.toLowerCase(Locale.ROOT));
  }

  String text(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = Secrets.mask(masked, secret);
    }
    return Secrets.maskForms(masked);
  }

  @Nullable String textOrNull(@Nullable String text) {
    return text == null ? null : text(text);
  }

  ResponseHeaders responseHeaders(Headers headers) {
    Map<String, List<String>> masked = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      boolean secret = isSecret(name) || name.equals("set-cookie");
      masked
          .computeIfAbsent(name, added -> new ArrayList<>())
          .add(secret ? MASK : text(headers.value(i)));
    }
    return new ResponseHeaders(masked);
  }

  Map<String, List<String>> requestHeaders() {
    Map<String, List<String>> masked = new LinkedHashMap<>();
    for (String name : request.headers().names()) {
      masked.put(
          name,
          isSecret(name) ? List.of(MASK) : request.headers(name).stream().map(this::text).toList());
    }
    return masked;
  }

  String url() {
    HttpUrl.Builder url = request.url().newBuilder().username("").password("");
    for (String name : names.query()) {
      if (!request.url().queryParameterValues(name).isEmpty()) {
        url.setQueryParameter(name, MASK);
      }
    }
    return text(url.build().toString());
  }
}
