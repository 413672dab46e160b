package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What OkHttp sends and receives, as an exchange. */
final class OkHttpExchange {
  private OkHttpExchange() {}

  /** The answer without its body. */
  static Exchange.Response head(Response response) {
    return new Exchange.Response(response.code(), headers(response.headers()).build(), null);
  }

  /** The headers of a request; the one of the body's type is set behind all interceptors. */
  static Headers headers(Request request, @Nullable MediaType bodyType) {
    boolean isStated = bodyType == null || request.header("Content-Type") != null;
    Headers.Builder headers = headers(request.headers());
    if (!isStated) {
      headers.add("Content-Type", Objects.requireNonNull(bodyType).toString());
    }
    return headers.build();
  }

  private static Headers.Builder headers(okhttp3.Headers all) {
    Headers.Builder headers = new Headers.Builder();
    for (int i = 0; i < all.size(); i++) {
      headers.add(all.name(i), all.value(i));
    }
    return headers;
  }
}
